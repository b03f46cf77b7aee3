package io.multiregion.key;

/** A customer-managed key did not do what was asked. The message names the key's URI and what to do, and holds no secret. */
public abstract sealed class KeyException extends RuntimeException permits KeyUnavailableException, KeyDeniedException {

    private static final long serialVersionUID = 1L;

    private final String uri;

    KeyException(String uri, String message, Throwable cause) {
        super(uri + ": " + message, cause);
        this.uri = uri;
    }

    /** The URI of the key, without any secret. */
    public String uri() {
        return uri;
    }
}
