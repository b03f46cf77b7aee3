package io.multiregion.engine.state.part;

import java.time.Instant;

/**
 * That writes pause for a switchover. No two switchovers of a realm begin at one instant, so this names one of them: a step of an earlier
 * one, or an answer that belongs to it, never moves a later one along.
 *
 * @param to the region that is to take over; null while no switchover is under way
 * @param at when the last switchover began, by this region's clock; {@link Instant#EPOCH} for never
 */
public record Pause(String to, Instant at) {

    public static final Pause NONE = new Pause(null, Instant.EPOCH);

    /** A new one, later than this one even if the clock went back. */
    public Pause next(String target, Instant now) {
        return new Pause(target, Instant.ofEpochMilli(Math.max(at.toEpochMilli() + 1, now.toEpochMilli())));
    }

    public Pause over() {
        return new Pause(null, at);
    }
}
