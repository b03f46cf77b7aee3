package io.multiregion.engine.succession;

/** A rule that the wiring of the model turns off, so that a test sees the explorer find what comes of that. */
enum Broken {
    NOTHING,
    /** An answer to the CANCEL of an earlier switchover, or a step of it, counts for the one that is under way now. */
    SWITCHOVERS_HAVE_NO_NAME,
    /** Writes commit until the target is told. */
    FENCE_STAYS_OPEN,
    /** The target forgets that a switchover was called off. */
    CALLED_OFF_IS_FORGOTTEN,
    /** The old primary goes on by itself when the target does not answer. */
    DEADLINE_INSTEAD_OF_WORD,
    /** A region that has handed over crashes, and doubts like any other. */
    HANDED_OVER_IS_DOUBTED,
    /** The old primary waits for a word and never asks for it. */
    NOBODY_ASKS
}
