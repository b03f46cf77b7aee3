package io.multiregion.engine.secret;

/**
 * The secrets of a realm cannot be sealed or opened now, since its data key is not open in this server. Nothing was stored. The message may
 * be shown to anybody; the {@link #detail} names the customer-managed key and says what to do, and is for the log and for operators.
 */
public final class SecretsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String detail;

    /** One that has no more to say to operators than to all others. */
    public SecretsUnavailableException(String message) {
        this(message, message);
    }

    public SecretsUnavailableException(String message, String detail) {
        super(message);
        this.detail = detail;
    }

    public String detail() {
        return detail;
    }
}
