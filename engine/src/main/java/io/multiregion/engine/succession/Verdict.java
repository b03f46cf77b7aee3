package io.multiregion.engine.succession;

/** What a region does about a {@link Word}. */
public sealed interface Verdict {

    /** Nothing is to change: the answer says whom this region knows as the primary. */
    record Known() implements Verdict {}

    /** The sender is followed already: how it says that the realm is held is taken, if the order is a new one. */
    record Hold() implements Verdict {}

    /** This region follows the sender from now on. */
    record Follow() implements Verdict {}

    /** This region is the primary from now on. */
    record Lead(long epoch) implements Verdict {}

    /** No switchover to this region that was ordered before happens any more. */
    record CallOff(long control) implements Verdict {}

    /** Another region has a higher claim, which the answer names. */
    record Stale(String why) implements Verdict {}

    /** It is not done. */
    record Refused(String why) implements Verdict {}

    /** It is not done, since the sender may not lead here: operators are told. */
    record Disbelieved(String why) implements Verdict {}
}
