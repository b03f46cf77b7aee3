package io.multiregion.engine.stream.step;

/** One act of a stream, done if it is due. */
@FunctionalInterface
public interface Step {

    /**
     * Called on one thread at a time; it may ask the database and wait for the other region. What it learns of the stream is in the database
     * when it returns, so any node can go on from there. What it throws ends the stream's turn: the state stays what it was before.
     */
    Turn take(StreamState state);
}
