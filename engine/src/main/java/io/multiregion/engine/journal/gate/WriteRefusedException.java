package io.multiregion.engine.journal.gate;

import io.multiregion.engine.state.ReadOnly;
import java.util.Optional;

/** A transaction may not commit. Nothing was written; the caller rolls back and tells whoever asked for the write. */
public final class WriteRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ReadOnly readOnly;

    WriteRefusedException(ReadOnly readOnly) {
        super(readOnly.message());
        this.readOnly = readOnly;
    }

    WriteRefusedException(String message) {
        super(message);
        this.readOnly = null;
    }

    /** The realm that takes no writes; empty if the write is refused for another reason, which the message says. */
    public Optional<ReadOnly> readOnly() {
        return Optional.ofNullable(readOnly);
    }
}
