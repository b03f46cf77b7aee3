package io.multiregion.key;

/** The key could not be reached in time, or its service is overloaded: the same call may succeed later. */
public final class KeyUnavailableException extends KeyException {

    private static final long serialVersionUID = 1L;

    public KeyUnavailableException(String uri, String message, Throwable cause) {
        super(uri, message, cause);
    }
}
