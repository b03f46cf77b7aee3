package io.multiregion.engine.state.part;

/**
 * How far ahead of what this region knows a number may be that another region tells it. Such numbers only grow, and one that is taken
 * refuses all lesser ones: if any could be told, one message would end a realm's stream for good. So they grow by bounded steps; what is
 * behind is never out of reach, and refused for what it is.
 */
public enum Reach {
    /** Epochs grow by one with each move of the primary role: nobody was away for more moves than this. */
    EPOCH(1_000),
    /** The epoch at which a copy begins: as many moves as a realm may have behind it. */
    FIRST_EPOCH(1_000_000),
    /** Numbers of orders grow by one with each, and with each that was tried in vain; or with the clock, in milliseconds. */
    ORDER(1_000_000_000),
    /** Sequences grow by one with each cut, a few in a second; a new copy comes to one of an old realm in one step. */
    SEQUENCE(1L << 40);

    private final long step;

    Reach(long step) {
        this.step = step;
    }

    /** @param known what this region has; not negative */
    public boolean covers(long known, long told) {
        return told <= known || told - known <= step;
    }

    /** The longest step. */
    public long step() {
        return step;
    }
}
