package io.multiregion.engine.metrics;

import java.util.Locale;

/** Why this region did not take a message of another one. */
public enum NotTaken {
    /** No trusted region says so. */
    NOT_ACCEPTED,
    /** There is too much at once. */
    BUSY,
    /** It came before. */
    REPEATED,
    /** It came too slowly. */
    TOO_SLOW,
    /** A key of this region can't be used now. */
    KEY_UNAVAILABLE,
    /** Something failed here. */
    FAILED;

    /** As the metric has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
