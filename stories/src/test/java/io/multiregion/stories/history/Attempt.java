package io.multiregion.stories.history;

/**
 * A write that somebody has tried.
 *
 * @param name of the user that was to be made, never used twice
 * @param region where it was tried
 * @param before the realm's epoch there before the write, or 0 if the region did not say
 * @param after the realm's epoch there after it, or 0 if the region did not say
 * @param answer what it said, or why there was no answer
 */
record Attempt(String name, String region, Outcome outcome, long before, long after, String answer) {

    /** What the writer knows. */
    enum Outcome {
        /** The region said that it is written. */
        ACKNOWLEDGED,
        /** The region said that it is not. */
        REFUSED,
        /** There was no answer, or one that says neither. */
        UNKNOWN
    }

    boolean acknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }

    /** The epoch in which it was written, or 0 if that can't be told. */
    long epoch() {
        return before == after ? before : 0;
    }
}
