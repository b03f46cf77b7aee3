package io.multiregion.engine.cut;

import io.multiregion.engine.resource.Position;

/**
 * What a cut came to.
 *
 * @param position the position that a replica has reached once it has applied all parts
 * @param takenAt when the snapshot was taken, in milliseconds since 1970
 * @param lastPart the last part, to be shipped after the cut's transaction has committed; null when there is nothing to ship
 * @param parts how many parts there are in all, the last one included
 * @param copyTo the cursor of the first copy after this cut, or null outside the first copy
 * @param resources how many resources the cut has
 * @param copied how many of them are new to the first copy
 * @param rows how many rows the cut has
 * @param oldestCommit when the oldest of its changes was committed, in milliseconds since 1970; 0 without changes
 */
public record Cut(
        Position position,
        long takenAt,
        byte[] lastPart,
        int parts,
        String copyTo,
        long resources,
        long copied,
        long rows,
        long oldestCommit) {

    public boolean isEmpty() {
        return lastPart == null;
    }

    /** Takes the parts before the last one, in order, while the cut's snapshot is open. */
    @FunctionalInterface
    public interface Parts {
        /** Ships part number {@code part}, counted from 1; blocks until it is taken, and throws what makes the cut fail. */
        void ship(Position position, int part, byte[] payload);
    }
}
