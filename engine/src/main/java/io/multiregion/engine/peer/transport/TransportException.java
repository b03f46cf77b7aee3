package io.multiregion.engine.peer.transport;

import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;

/** A message was not answered, or not done; its text says what to look at. Send it again later: what arrived twice does no harm. */
public sealed class TransportException extends RuntimeException permits CopyDamagedException, SchemaDiffersException {

    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    /** Something that passes by itself. */
    public TransportException(String message, Throwable cause) {
        super(message, cause);
        this.trouble = Trouble.of(Remedy.PASSES, message);
    }

    /** Something that passes by itself. */
    public TransportException(String message) {
        this(message, null);
    }

    public TransportException(Trouble trouble) {
        this(trouble, null);
    }

    public TransportException(Trouble trouble, Throwable cause) {
        super(trouble.text(), cause);
        this.trouble = trouble;
    }

    /** What it says of the stream. */
    public Trouble trouble() {
        return trouble;
    }
}
