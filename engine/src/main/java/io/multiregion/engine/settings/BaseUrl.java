package io.multiregion.engine.settings;

import java.net.URI;

/** The base URL of a region's Keycloak. */
public final class BaseUrl {

    /** What to do about a URL that is refused for its scheme. */
    public static final String WHY_HTTPS =
            "http: shows to everybody on the way which realms change and when: use https,"
                    + " or where the way itself is closed (loopback, a VPN) set "
                    + OptionTable.ALLOW_HTTP.fullName() + "=true";

    private static final int LONGEST = 2048;

    private BaseUrl() {}

    /**
     * Reads an absolute http or https URL and takes a trailing slash off.
     *
     * @throws IllegalArgumentException if it is none, saying what one looks like
     */
    public static URI parse(String text) {
        URI url;
        try {
            url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw unusable(text);
        }
        boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw unusable(text);
        }
        return url;
    }

    /**
     * The same for a region's Keycloak, to which messages are sent.
     *
     * @param allowHttp whether messages may go out unencrypted
     * @throws IllegalArgumentException if it is none, or none that may be used here
     */
    public static URI ofRegion(String text, boolean allowHttp) {
        URI url = parse(text);
        if (!allowHttp && isPlain(url)) {
            throw new IllegalArgumentException("'" + text + "': " + WHY_HTTPS);
        }
        return url;
    }

    /**
     * The same for what people are shown as a link. It may be {@code http:}: nothing but their browsers goes there.
     *
     * @throws IllegalArgumentException if it is none, or names a user, or has more than 2,048 letters
     */
    public static URI ofPeople(String text) {
        URI url = parse(text);
        if (url.getRawUserInfo() != null || text.length() > LONGEST) {
            throw unusable(url.getHost());
        }
        return url;
    }

    /** Whether what is sent there goes unencrypted. */
    public static boolean isPlain(URI url) {
        return !"https".equalsIgnoreCase(url.getScheme());
    }

    private static IllegalArgumentException unusable(String text) {
        return new IllegalArgumentException("'" + text + "' is no base URL: use one like https://us.example.com");
    }
}
