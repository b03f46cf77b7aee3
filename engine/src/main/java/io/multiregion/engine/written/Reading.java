package io.multiregion.engine.written;

import io.multiregion.engine.resource.Position;

/**
 * What has become of a request that names a position.
 *
 * @param reached what this region had then
 */
public record Reading(Verdict verdict, Position wanted, Position reached) {

    /** What a region makes of a position. */
    public enum Verdict {
        /** It is here. */
        REACHED,
        /** It is not here yet. */
        NOT_YET,
        /** It never comes: another region has taken over without it. */
        LOST,
        /** Too many wait already. */
        CROWDED
    }
}
