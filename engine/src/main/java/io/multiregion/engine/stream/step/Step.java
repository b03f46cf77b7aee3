package io.multiregion.engine.stream.step;

/** One act of a stream, done if it is due. */
@FunctionalInterface
public interface Step {

    /**
     * Called on one thread at a time; it may ask the database and wait for the other region. What it learns of the stream is in the
     * database when it returns, so any node can go on from there. What it throws ends the stream's turn: the state stays
     * what it was before.
     */
    Done take(StreamState state);

    /** How a stream goes on after a step. */
    enum Next {
        /** It was not due, or stands in nobody's way: the step after it. */
        GO_ON,
        /** Something was done: from the first step again, at once. */
        AGAIN,
        /** Nothing more can be done now: from the first step again, in the next second. */
        REST,
        /** The stream has come to its end. */
        OVER
    }

    /**
     * What became of a step.
     *
     * @param state what the stream knows now
     * @param next how it goes on
     */
    record Done(StreamState state, Next next) {

        static Done goOn(StreamState state) {
            return new Done(state, Next.GO_ON);
        }

        static Done again(StreamState state) {
            return new Done(state, Next.AGAIN);
        }

        static Done rest(StreamState state) {
            return new Done(state, Next.REST);
        }

        static Done over(StreamState state) {
            return new Done(state, Next.OVER);
        }
    }
}
