package io.multiregion.engine.peer.transport;

/** Rows can't travel to a region before its replicated tables are the same as this region's. All else goes on meanwhile. */
public final class SchemaDiffers extends TransportFailure {

    private static final long serialVersionUID = 1L;

    public SchemaDiffers(String message) {
        super(message);
    }
}
