package io.multiregion.engine.cut;

import io.multiregion.engine.resource.Position;
import java.util.List;

/**
 * A cut that was taken. No database is needed to ship it.
 *
 * @param position the position that a replica has reached once it has applied all parts
 * @param takenAt when the snapshot was taken, in milliseconds since 1970
 * @param parts its parts, in order; none when there is nothing to ship
 * @param copyTo the cursor of the copy after this cut, or null outside a copy
 * @param resources how many resources the cut has
 * @param copied how many of them are new to the copy
 * @param rows how many rows the cut has
 * @param oldestCommit when the oldest of its changes was committed, in milliseconds since 1970; 0 without changes
 */
public record Cut(
        Position position,
        long takenAt,
        List<byte[]> parts,
        String copyTo,
        long resources,
        long copied,
        long rows,
        long oldestCommit) {

    /** Nothing to ship: whoever stands at the position has all. */
    public static Cut nothing(Position position, long takenAt) {
        return new Cut(position, takenAt, List.of(), null, 0, 0, 0, 0);
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }
}
