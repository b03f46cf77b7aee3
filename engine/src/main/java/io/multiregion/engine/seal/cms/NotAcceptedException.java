package io.multiregion.engine.seal.cms;

/**
 * A message was not opened. The reason is for the log of this region only: whoever sent the message is told "not accepted" and
 * nothing else, whatever the reason, so that the answers teach nobody how to forge. A reason never contains any of the payload.
 */
public final class NotAcceptedException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotAcceptedException(String reason) {
        super(reason);
    }

    public NotAcceptedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Precise, for the log of this region; not for the peer. */
    public String reason() {
        return getMessage();
    }
}
