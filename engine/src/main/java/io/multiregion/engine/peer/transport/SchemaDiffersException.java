package io.multiregion.engine.peer.transport;

import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;

/** Rows can't travel to a region before its replicated tables are the same as this region's. All else goes on meanwhile. */
public final class SchemaDiffersException extends TransportException {

    private static final long serialVersionUID = 1L;

    /** @param message which region is to be upgraded */
    public SchemaDiffersException(String message) {
        super(Trouble.of(Remedy.CHANGE_IN_COPY, message));
    }
}
