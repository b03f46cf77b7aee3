package io.multiregion.engine.operate.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.engine.divergence.Comparison;
import java.util.List;
import java.util.Map;

/**
 * A resource that a deposed primary had changed and this one never got.
 *
 * @param id names the divergence
 * @param kind the kind of the resource, like USER
 * @param resourceId its id; masked, like name, who and all values of users, for those who may not view users
 * @param name its name, or null if nobody knows it
 * @param region the region where it was changed
 * @param epoch the epoch that was over by then
 * @param committedAt when, as an ISO-8601 instant by that region's clock
 * @param who the id of the administrator who changed it last; null where the realm keeps no admin events
 * @param status OPEN, REAPPLIED or DISMISSED
 * @param differences in what it differs from what is here; {@code theirs} is the deposed region's value;
 *     what is not known to be harmless is masked
 * @param rows of an export: all its rows by table, masked like them; absent in a list
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DivergenceRepresentation(
        String id,
        String kind,
        String resourceId,
        String name,
        String region,
        long epoch,
        String committedAt,
        String who,
        String status,
        List<Comparison.Difference> differences,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, List<Map<String, String>>> rows) {}
