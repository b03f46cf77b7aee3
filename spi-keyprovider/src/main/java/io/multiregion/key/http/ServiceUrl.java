package io.multiregion.key.http;

import io.multiregion.key.place.KeyUri;
import java.net.URI;
import java.util.Set;

/** The address of a key service. */
public final class ServiceUrl {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ServiceUrl() {}

    /**
     * @return without a slash at its end
     * @throws IllegalArgumentException if it is not https (to this very machine: or http), or has more than a host, a port and a path
     */
    public static String checked(KeyUri key, String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw refused(key);
        }
        boolean secure = "https".equals(uri.getScheme());
        boolean here = "http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost()));
        if ((!secure && !here)
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw refused(key);
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static IllegalArgumentException refused(KeyUri key) {
        return new IllegalArgumentException("the address of the service of a " + key.scheme()
                + " key is https://host, without user, password and query; http only to localhost");
    }
}
