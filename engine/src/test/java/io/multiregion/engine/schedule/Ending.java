package io.multiregion.engine.schedule;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.ReplicaRows;
import java.util.List;
import java.util.Map;

/** How it ends: nothing fails any more, all settles by itself, and what was promised is there. */
final class Ending {

    private static final int PATIENCE = 60;

    private final World world;
    private final Promises promises;

    Ending(World world, Promises promises) {
        this.world = world;
        this.promises = promises;
    }

    /** Waits until one region leads, and all others follow it and have all that it has. */
    void settle() {
        String why = unsettled();
        for (int i = 0; i < PATIENCE && !why.isEmpty(); i++) {
            // a switchover that was left behind is given up after a minute, by a clock that may have been set meanwhile
            world.pass(i < PATIENCE / 2 ? 1 : 15);
            world.regions().forEach(region -> world.act(region, region::round));
            why = unsettled();
        }
        Promises.require(why.isEmpty(), "not settled: " + why);
    }

    /** Why it is not over; empty if it is. */
    private String unsettled() {
        List<Region> primaries = world.regions().stream()
                .filter(region -> region.realm().filter(RealmState::isPrimary).isPresent())
                .toList();
        if (primaries.size() != 1) {
            return primaries.size() + " primaries";
        }
        Region primary = primaries.get(0);
        RealmState realm = primary.realm().orElseThrow();
        if (realm.standing() != Standing.CONFIRMED) {
            return realm.toString();
        }
        List<ReplicaState> replicas =
                primary.database().transaction(connection -> ReplicaRows.of(connection, Users.REALM));
        return replicas.stream()
                .map(replica -> missing(primary, realm, replica))
                .filter(missing -> !missing.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String missing(Region primary, RealmState realm, ReplicaState replica) {
        Region other = world.region(replica.region());
        if (!primary.isShipped(replica.acknowledged().sequence())) {
            return "not all is shipped: " + replica;
        }
        if (other.realm()
                .filter(one -> one.isSecondary() && one.claim().equals(realm.claim()))
                .isEmpty()) {
            return other.name() + " does not follow: " + other.realm() + ", " + replica;
        }
        boolean settled = replica.copyCursor().equals(Batch.COPY_DONE)
                && replica.followed() >= realm.epoch()
                && replica.status() == replica.wanted()
                && !other.isToBeRecorded()
                && other.listed().isEmpty();
        return settled ? "" : replica.toString();
    }

    /** All regions have the same, and nothing is missing that is not listed. */
    void judge() {
        world.regions().forEach(world::look);
        Region primary = world.regions().stream()
                .filter(region -> region.realm().orElseThrow().isPrimary())
                .findFirst()
                .orElseThrow();
        Map<String, String> users = primary.users();
        for (Region region : world.regions()) {
            Promises.require(
                    region.users().equals(users),
                    region.name() + " has " + region.users() + " in the end, and not " + users);
        }
        promises.end(primary.name(), primary.listed());
    }
}
