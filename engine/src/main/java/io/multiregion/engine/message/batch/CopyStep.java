package io.multiregion.engine.message.batch;

/**
 * How far a cut takes the copy of a realm. The cursors mean something to the region only that makes the copy.
 *
 * @param from the copy cursor that the cut builds on
 * @param to the copy cursor after it
 */
public record CopyStep(String from, String to) {

    boolean isOver() {
        return Batch.isOver(from) || Batch.isOver(to);
    }

    boolean isLate() {
        return Batch.isLate(from) || Batch.isLate(to);
    }

    /** Whether the copy begins with it. */
    public boolean isFirst() {
        return from.equals(Batch.COPY_START);
    }

    /** Whether the copy is done with it. */
    public boolean isLast() {
        return to.equals(Batch.COPY_DONE);
    }
}
