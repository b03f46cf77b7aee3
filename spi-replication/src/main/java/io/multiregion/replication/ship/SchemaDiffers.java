package io.multiregion.replication.ship;

/** Rows can't travel to a region before its replicated tables are the same as this region's. All else goes on meanwhile. */
final class SchemaDiffers extends TransportFailure {

    private static final long serialVersionUID = 1L;

    SchemaDiffers(String message) {
        super(message);
    }
}
