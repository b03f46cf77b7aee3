package io.multiregion.replication.batch;

import java.util.List;

/**
 * One part of a cut.
 *
 * @param cut names the cut; the same in all its parts, new for every cut
 * @param sentAt when the cut's snapshot was taken, by the primary's clock, in milliseconds since 1970
 * @param floor what all replicas have acknowledged: journal entries up to this sequence are needed by nobody
 * @param copyFrom the cursor of the first copy that this part builds on, or null outside the first copy
 * @param copyTo the cursor of the first copy after this part, or null outside the first copy
 * @param changes the journal entries that the cut takes in
 * @param sections the rows
 */
public record Batch(
        String cut,
        long sentAt,
        long floor,
        String copyFrom,
        String copyTo,
        List<Change> changes,
        List<Section> sections) {

    /** The copy cursor of a replica whose first copy has not begun. */
    public static final String COPY_START = "";

    /** The copy cursor of a replica whose first copy is done. */
    public static final String COPY_DONE = "done";
}
