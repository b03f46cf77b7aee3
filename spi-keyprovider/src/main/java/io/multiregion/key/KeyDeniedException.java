package io.multiregion.key;

/** The key was reached and refused, or what was given was not made with it: asking again changes nothing until an operator acts. */
public final class KeyDeniedException extends KeyException {

    private static final long serialVersionUID = 1L;

    public KeyDeniedException(String uri, String message, Throwable cause) {
        super(uri, message, cause);
    }
}
