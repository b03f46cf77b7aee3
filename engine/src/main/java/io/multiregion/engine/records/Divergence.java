package io.multiregion.engine.records;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.resource.ResourceKey;

/**
 * A resource that a deposed primary had changed and its successor never got.
 *
 * @param id names it, the same in all regions
 * @param region where it was changed
 * @param epoch the epoch that was over by then
 * @param resource the resource
 * @param name its name; of a deleted one the name that the new primary knows, or null
 * @param who the id of the administrator who changed it last, or null if that is not known
 * @param committedAt when, by the writer's clock, in milliseconds since 1970
 * @param status what became of it
 * @param rows its rows in that region
 */
public record Divergence(
        String id,
        String region,
        long epoch,
        ResourceKey resource,
        String name,
        String who,
        long committedAt,
        Status status,
        Batch rows) {

    /** What became of a divergence. */
    public enum Status {
        /** Nobody has decided yet. */
        OPEN,
        /** The deposed region's rows were written into the new primary. */
        REAPPLIED,
        /** An administrator has said that it is not needed. */
        DISMISSED
    }
}
