package io.multiregion.engine.settings;

import io.multiregion.key.trust.RegionName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * This region, as others know it.
 *
 * @param region its name; lower-case letters, digits and hyphens
 * @param url the base URL of its Keycloak as other regions reach it, without a trailing slash
 * @param publicUrl the base URL by which end users reach this region's Keycloak and no other one's; empty if there is none
 * @param allowHttp whether base URLs of regions, this one's and others', may be {@code http:}
 * @param key where its key pairs are: one URI, or several with blanks between them, of which the first that may sign signs, and all open
 * @param keyPassword the password for all of them
 * @param database the identity of the database that is this region's from now on, though it had another one; empty if it has not moved
 */
public record OwnRegion(
        String region,
        URI url,
        Optional<URI> publicUrl,
        boolean allowHttp,
        String key,
        char[] keyPassword,
        Optional<String> database) {

    /**
     * Where messages lie between regions of which neither calls the other.
     *
     * @param directory {@code file:/path}, or null
     * @param endpoint of a store with the S3 protocol, or null
     * @param region of that store
     * @param interval how far apart requests are on average, at least: each may cost something
     */
    public record MailboxPlace(
            Path directory,
            URI endpoint,
            String bucket,
            String region,
            String accessKey,
            String secretKey,
            Duration interval) {

        private static final Pattern S3 = Pattern.compile(
                "s3://([a-z0-9][a-z0-9.-]{1,62})\\?endpoint=(https?://[A-Za-z0-9.:-]+)(?:&region=([a-z0-9-]{1,32}))?");

        static Optional<MailboxPlace> read(OptionReader options, boolean allowHttp) {
            String place = options.text(OptionTable.MAILBOX).orElse("").strip();
            Duration interval = options.duration(OptionTable.MAILBOX_INTERVAL);
            Matcher s3 = S3.matcher(place);
            if (place.isEmpty()) {
                return Optional.empty();
            }
            if (place.startsWith("file:/")) {
                return Optional.of(new MailboxPlace(
                        Path.of(place.substring("file:".length())), null, null, null, null, null, interval));
            }
            if (!s3.matches() || !allowHttp && BaseUrl.isPlain(URI.create(s3.group(2)))) {
                options.wrong(
                        OptionTable.MAILBOX,
                        "is '" + place + "': use file:/a/directory, or s3://bucket?endpoint=https://host&region=name");
                return Optional.empty();
            }
            return Optional.of(new MailboxPlace(
                    null,
                    URI.create(s3.group(2)),
                    s3.group(1),
                    s3.group(3) == null ? "us-east-1" : s3.group(3),
                    given(options, OptionTable.MAILBOX_ACCESS_KEY),
                    given(options, OptionTable.MAILBOX_SECRET_KEY),
                    interval));
        }

        private static String given(OptionReader options, Option option) {
            String value = options.text(option).orElse("");
            if (value.isBlank()) {
                options.wrong(option, "is missing: an s3: mailbox needs it");
            }
            return value;
        }

        /** Without the keys. */
        @Override
        public String toString() {
            return directory == null ? bucket + " at " + endpoint : directory.toString();
        }
    }

    static OwnRegion read(OptionReader options) {
        String region = options.text(OptionTable.REGION).orElse("");
        if (!RegionName.isValid(region)) {
            options.wrong(
                    OptionTable.REGION, "is '" + region + "': use lower-case letters, digits and hyphens, 63 at most");
        }
        boolean allowHttp = options.flag(OptionTable.ALLOW_HTTP);
        return new OwnRegion(
                region,
                url(options, allowHttp),
                publicUrl(options),
                allowHttp,
                options.required(OptionTable.KEY),
                options.required(OptionTable.KEY_PASSWORD).toCharArray(),
                options.text(OptionTable.DATABASE));
    }

    private static URI url(OptionReader options, boolean allowHttp) {
        String text = options.required(OptionTable.URL);
        try {
            return text.isEmpty() ? URI.create("") : BaseUrl.ofRegion(text, allowHttp);
        } catch (IllegalArgumentException e) {
            options.wrong(OptionTable.URL, "is " + e.getMessage());
            return URI.create("");
        }
    }

    private static Optional<URI> publicUrl(OptionReader options) {
        Optional<String> text = options.text(OptionTable.PUBLIC_URL).filter(given -> !given.isBlank());
        try {
            return text.map(BaseUrl::ofPeople);
        } catch (IllegalArgumentException e) {
            options.wrong(OptionTable.PUBLIC_URL, "is " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "region " + region + " at " + url;
    }
}
