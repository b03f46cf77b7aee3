package io.multiregion.key;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Opens customer-managed keys by their URI, whichever {@link KeySource} its scheme belongs to. */
public final class Keys {

    private Keys() {}

    /** See {@link KeySource#identity}. */
    public static IdentityKey identity(String uri, char[] secret) {
        return source(uri).identity(uri, secret);
    }

    /** See {@link KeySource#wrapping}. */
    public static WrappingKey wrapping(String uri, char[] secret) {
        return source(uri).wrapping(uri, secret);
    }

    private static KeySource source(String uri) {
        int colon = uri == null ? -1 : uri.indexOf(':');
        List<KeySource> known = ServiceLoader.load(KeySource.class, KeySource.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return known.stream()
                .filter(each -> colon > 0 && each.scheme().equals(uri.substring(0, colon)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the key " + uri + " has none of the schemes "
                        + known.stream().map(KeySource::scheme).sorted().collect(Collectors.joining(", "))
                        + ": give its URI, as in pkcs12:/path/file.p12"));
    }
}
