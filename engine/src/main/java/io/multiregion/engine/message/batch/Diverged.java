package io.multiregion.engine.message.batch;

import java.util.Optional;

/**
 * A resource as a deposed primary had it, on its way to the new one.
 *
 * @param id names it, the same in all regions
 * @param region where it was committed or, of a secondary that was ahead of the new primary, applied
 * @param epoch the epoch that was over by then
 * @param kind the kind of the resource
 * @param resourceId its id
 * @param name its name, unless it was deleted
 * @param who the id of the administrator who changed it last, if the realm keeps admin events
 * @param committedAt when, by the writer's clock, in milliseconds since 1970
 * @param rows its rows, as a {@link Batch} in CBOR; a resource that was deleted has none
 */
public record Diverged(
        String id,
        String region,
        long epoch,
        String kind,
        String resourceId,
        Optional<String> name,
        Optional<String> who,
        long committedAt,
        byte[] rows) {}
