package io.multiregion.engine.metrics;

import java.util.List;

/**
 * What a {@link Figure} says of one thing now.
 *
 * @param of what it is of: a value for each tag of the figure that is not this region itself
 */
public record Reading(double value, List<String> of) {

    /** What it is of, in the order of the figure's tags. */
    public static Reading of(double value, String... of) {
        return new Reading(value, List.of(of));
    }

    /** Yes is 1, no is 0. */
    public static Reading of(boolean value, String... of) {
        return of(value ? 1 : 0, of);
    }
}
