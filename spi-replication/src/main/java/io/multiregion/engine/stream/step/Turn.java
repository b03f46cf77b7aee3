package io.multiregion.engine.stream.step;

/**
 * What became of a step.
 *
 * @param state what the stream knows now
 * @param next how it goes on
 */
public record Turn(StreamState state, Next next) {

    /** How a stream goes on after a step. */
    public enum Next {
        /** It was not due, or stands in nobody's way: the step after it. */
        GO_ON,
        /** Something was done: from the first step again, at once. */
        AGAIN,
        /** Nothing more can be done now: from the first step again, in the next second. */
        REST,
        /** The stream has come to its end. */
        OVER
    }

    static Turn goOn(StreamState state) {
        return new Turn(state, Next.GO_ON);
    }

    static Turn again(StreamState state) {
        return new Turn(state, Next.AGAIN);
    }

    static Turn rest(StreamState state) {
        return new Turn(state, Next.REST);
    }

    static Turn over(StreamState state) {
        return new Turn(state, Next.OVER);
    }
}
