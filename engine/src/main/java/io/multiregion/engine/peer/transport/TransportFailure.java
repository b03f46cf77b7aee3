package io.multiregion.engine.peer.transport;

/** A message was not answered; its text says what to look at. Send it again later: what arrived twice does no harm. */
public sealed class TransportFailure extends RuntimeException permits CopyDamaged, SchemaDiffers {

    private static final long serialVersionUID = 1L;

    public TransportFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public TransportFailure(String message) {
        super(message);
    }
}
