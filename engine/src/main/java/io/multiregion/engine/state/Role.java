package io.multiregion.engine.state;

/** What this region is to a realm. */
public enum Role {
    /** The realm is not replicated: this region's own business. */
    STANDALONE,
    /** This region takes the realm's writes and ships them. */
    PRIMARY,
    /** This region holds a read-only copy. */
    SECONDARY
}
