package io.multiregion.engine.message.batch;

import java.util.List;
import java.util.Optional;

/**
 * One part of a cut.
 *
 * @param cut names the cut; the same in all its parts, new for every cut
 * @param sentAt when the cut's snapshot was taken, by the primary's clock, in milliseconds since 1970
 * @param floor what all replicas have acknowledged: journal entries up to this sequence are needed by nobody
 * @param copy how far the cut takes the copy, if one is under way
 * @param changes the journal entries that the cut takes in
 * @param sections the rows
 */
public record Batch(
        String cut, long sentAt, long floor, Optional<CopyStep> copy, List<Change> changes, List<Section> sections) {

    /** The copy cursor of a replica whose first copy has not begun. */
    public static final String COPY_START = "";

    /** The copy cursor of a replica whose first copy is done. */
    public static final String COPY_DONE = "done";

    /** On a primary: the copy cursor of a replica that is to be copied again, and has yet to be told so. */
    public static final String COPY_AGAIN = "again";

    /** What the cursors of a copy begin with that goes over an older one. */
    public static final String COPY_OVER = "over:";

    /**
     * Whether it is of a copy that goes over an older one: rows that stand in its way are stale. What the primary has of them comes in
     * this cut or in a later one.
     */
    public boolean isOver() {
        return copy.filter(CopyStep::isOver).isPresent();
    }

    /** Whether a copy cursor is of a copy that goes over an older one. */
    public static boolean isOver(String cursor) {
        return cursor.startsWith(COPY_OVER);
    }
}
