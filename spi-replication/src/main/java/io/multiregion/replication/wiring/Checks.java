package io.multiregion.replication.wiring;

import io.multiregion.replication.batch.Finding;
import io.multiregion.replication.topology.RealmState;
import java.util.List;
import java.util.function.Function;

/** What speaks for and against this region taking over a realm, that only this region can know. */
final class Checks implements Function<RealmState, List<Finding>> {

    @Override
    public List<Finding> apply(RealmState realm) {
        return List.of();
    }
}
