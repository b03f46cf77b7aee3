package io.multiregion.engine.receive.copy;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.receive.known.OrderNumbers;
import java.time.Clock;

/**
 * What is done about messages that are about the copy.
 *
 * @param creation of CREATE
 * @param cuts of BATCH
 * @param status of STATUS
 * @param deletion of DELETE
 */
public record CopyActs(Creation creation, ArrivingCuts cuts, StatusChange status, Deletion deletion) {

    public static CopyActs of(
            String region,
            Connections connections,
            Invitations invitations,
            CopyRemoval removal,
            ArrivingCuts cuts,
            Clock clock) {
        OrderedStatus status = new OrderedStatus(connections, new OrderNumbers(clock));
        return new CopyActs(
                new Creation(region, connections, invitations, removal, clock),
                cuts,
                new StatusChange(status),
                new Deletion(status, removal));
    }
}
