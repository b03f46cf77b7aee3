package io.multiregion.engine.state;

/** How far this region may use its role as a realm's primary. */
public enum Standing {
    /** It takes writes. */
    CONFIRMED,
    /**
     * It was away, and another region may have become primary meanwhile: it takes no writes until it has compared epochs with its
     * peers, or an operator has it become primary at a new epoch.
     */
    UNCONFIRMED,
    /** A switchover begins: new writes are refused at the door, those on their way may still commit. */
    CLOSING,
    /** A switchover drains the journal: no write commits, sessions do. */
    CLOSED,
    /** The target was told to take over, and has not answered yet: until it has, nobody knows which of the two is primary. */
    HANDED_OVER;

    /** Whether another region may have become the primary without this one's word. */
    public boolean isDoubtful() {
        return leadsTo(UNCONFIRMED);
    }

    /** Whether one may come after this one while the region stays the primary at the same epoch. */
    boolean leadsTo(Standing next) {
        return switch (this) {
            case CONFIRMED -> next == CLOSING || next == UNCONFIRMED;
            case UNCONFIRMED, HANDED_OVER -> next == CONFIRMED;
            case CLOSING -> next == CLOSED || next == CONFIRMED || next == UNCONFIRMED;
            case CLOSED -> next == HANDED_OVER || next == CONFIRMED || next == UNCONFIRMED;
        };
    }

    /** Whether a write may commit: those that are on their way when a switchover begins may, its drain begins after them. */
    public boolean admitsWrites() {
        return this == CONFIRMED || this == CLOSING;
    }
}
