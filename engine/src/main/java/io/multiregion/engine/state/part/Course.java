package io.multiregion.engine.state.part;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.trouble.Trouble;
import java.time.Instant;

/**
 * How far a realm's stream has come in this region.
 *
 * @param position on the primary the last position given out, on a secondary the last one applied
 * @param floor up to which sequence this region's journal was trimmed
 * @param changedAt when the primary role last moved, by this region's clock; {@link Instant#EPOCH} for never
 * @param lastError why the last message was not applied, or writes are not taken; or null
 */
public record Course(Position position, long floor, Instant changedAt, Trouble lastError) {

    /** Where a realm begins. */
    public static Course at(Position position) {
        return new Course(position, 0, Instant.EPOCH, null);
    }

    /** After a move of the role. */
    public Course moved(Position reached, Instant now) {
        return new Course(reached, floor, now, null);
    }
}
