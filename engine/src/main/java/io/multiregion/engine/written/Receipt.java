package io.multiregion.engine.written;

import io.multiregion.engine.resource.Position;
import java.util.Optional;

/**
 * What a writer is told of what it has committed.
 *
 * @param position whoever holds it, holds the write; empty if it is not known
 * @param unconfirmed why the write counts as not confirmed, and what that means; empty if it is confirmed or need not be
 */
public record Receipt(Optional<Position> position, Optional<Unconfirmed> unconfirmed) {

    /** @param refused whether the answer is to be an error */
    public record Unconfirmed(String text, boolean refused) {}
}
