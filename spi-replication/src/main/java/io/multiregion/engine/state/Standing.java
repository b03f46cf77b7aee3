package io.multiregion.engine.state;

/** How far this region may use its role as a realm's primary. Of no meaning in the other roles. */
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
    HANDED_OVER
}
