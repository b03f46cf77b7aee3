package io.multiregion.replication.secret;

/**
 * The secrets of a realm cannot be sealed or opened now, since its data key is not open in this server. Nothing was stored. The message
 * names the customer-managed key and what to do, and may be shown to anybody.
 */
public final class SecretsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretsUnavailableException(String message) {
        super(message);
    }
}
