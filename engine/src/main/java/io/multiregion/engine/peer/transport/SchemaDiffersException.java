package io.multiregion.engine.peer.transport;

/** Rows can't travel to a region before its replicated tables are the same as this region's. All else goes on meanwhile. */
public final class SchemaDiffersException extends TransportException {

    private static final long serialVersionUID = 1L;

    public SchemaDiffersException(String message) {
        super(message);
    }
}
