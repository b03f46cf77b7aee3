package io.multiregion.engine.message;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A resource as a deposed primary had it, on its way to the new one.
 *
 * @param id names it, the same in all regions
 * @param region where it was committed or, of a secondary that was ahead of the new primary, applied
 * @param epoch the epoch that was over by then
 * @param kind the kind of the resource
 * @param resourceId its id
 * @param name its name, or null if it was deleted
 * @param who the id of the administrator who changed it last, if the realm keeps admin events; or null
 * @param committedAt when, by the writer's clock, in milliseconds since 1970
 * @param rows its rows, as a {@link Batch} in CBOR; a resource that was deleted has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Diverged(
        String id,
        String region,
        long epoch,
        String kind,
        String resourceId,
        String name,
        String who,
        long committedAt,
        byte[] rows) {}
