package io.multiregion.engine.settings;

import io.multiregion.key.trust.RegionName;
import java.net.URI;
import java.util.Optional;

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
