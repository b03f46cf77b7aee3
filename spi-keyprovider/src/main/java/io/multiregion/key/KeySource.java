package io.multiregion.key;

/**
 * A kind of place where keys are kept, by the scheme of its URIs. Found with {@link java.util.ServiceLoader}, so that another JAR in
 * {@code providers/} may add one.
 */
public interface KeySource {

    /** The part of the URI before the first colon: {@code pkcs12}. */
    String scheme();

    /**
     * The key pair at a URI; reads its certificate, and proves nothing else yet.
     *
     * @param uri with the scheme
     * @param secret password, PIN or token, or null where the place needs none; neither changed nor kept longer than needed
     * @throws IllegalArgumentException if the URI is malformed or names no usable key: it says what to do
     * @throws KeyUnavailableException if the place cannot be reached now
     */
    IdentityKey identity(String uri, char[] secret);

    /** The same for a wrapping key. It is not reached before it is first used, unless that is cheap. */
    WrappingKey wrapping(String uri, char[] secret);
}
