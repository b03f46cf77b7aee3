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

    /** On a primary: the copy cursor of a replica that is far behind, and has yet to be told that it catches up page by page. */
    public static final String COPY_BEHIND = "behind";

    /** What the cursors begin with of a replica that was far behind and catches up page by page. */
    public static final String COPY_LATE = "late:";

    /**
     * Whether it is of a copy that goes over an older one: rows that stand in its way are stale. What the primary has of them comes in
     * this cut or in a later one.
     */
    public boolean isOver() {
        return copy.filter(CopyStep::isOver).isPresent();
    }

    /** Whether it is a page for a replica that was far behind: what it does not speak of may be old, or as it is to be. */
    public boolean isLate() {
        return copy.filter(CopyStep::isLate).isPresent();
    }

    /** Whether a copy cursor is of a replica that catches up page by page. */
    public static boolean isLate(String cursor) {
        return cursor.startsWith(COPY_LATE);
    }

    /** Whether the copy may be whole for all that its primary knows: it has yet to hear that it is not, or is done. */
    public static boolean mayBeWhole(String cursor) {
        return cursor.equals(COPY_DONE) || cursor.equals(COPY_AGAIN) || cursor.equals(COPY_BEHIND);
    }

    /** Whether a copy cursor is of a copy that goes over an older one. */
    public static boolean isOver(String cursor) {
        return cursor.startsWith(COPY_OVER);
    }
}
