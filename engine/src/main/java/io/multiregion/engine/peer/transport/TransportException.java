package io.multiregion.engine.peer.transport;

/** A message was not answered; its text says what to look at. Send it again later: what arrived twice does no harm. */
public sealed class TransportException extends RuntimeException permits CopyDamagedException, SchemaDiffersException {

    private static final long serialVersionUID = 1L;

    public TransportException(String message, Throwable cause) {
        super(message, cause);
    }

    public TransportException(String message) {
        super(message);
    }
}
