package io.multiregion.engine.mandate;

/** What an operator asked for can't be done; nothing was changed. The message says what to do instead. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    /**
     * @param status the HTTP status
     * @param error a code for programs
     * @param message what happened and what to do
     */
    public RefusedException(int status, String error, String message) {
        super(message);
        this.status = status;
        this.error = error;
    }

    public int status() {
        return status;
    }

    public String error() {
        return error;
    }
}
