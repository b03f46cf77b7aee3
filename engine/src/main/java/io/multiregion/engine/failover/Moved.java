package io.multiregion.engine.failover;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What became of a switchover or failover. The answer to both.
 *
 * @param realm the realm's name
 * @param from the region that was primary
 * @param to the region that is primary now
 * @param oldEpoch the epoch that ended, or goes on if nothing changed
 * @param epoch the epoch that holds now
 * @param position where the new epoch begins, as {@code epoch:sequence}
 * @param appliedPosition of a failover: what this region had of the old primary's changes
 * @param heardPosition of a failover: the last position heard of from the old primary; what lies between is not here
 * @param ageMillis of a failover: how old, when the primary was last heard of, the last state was that is known to be whole
 * @param silentMillis of a failover: how long the old primary had been silent
 * @param writePauseMillis of a switchover: how long no region took writes
 * @param overridden the safety rules that were skipped
 * @param changed false if all was as asked already
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Moved(
        String realm,
        String from,
        String to,
        long oldEpoch,
        long epoch,
        String position,
        String appliedPosition,
        String heardPosition,
        Long ageMillis,
        Long silentMillis,
        Long writePauseMillis,
        List<String> overridden,
        boolean changed) {}
