package io.multiregion.replication.config;

import java.net.URI;

/** The base URL of a region's Keycloak. */
public final class BaseUrl {

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

    private static IllegalArgumentException unusable(String text) {
        return new IllegalArgumentException("'" + text + "' is no base URL: use one like https://us.example.com");
    }
}
