package io.multiregion.replication.door;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import java.util.function.Predicate;

/**
 * Decides what a region serves of a realm (promises D and H): everything where it may write, and on a secondary only what
 * {@link Served} lists. The fence in the writing transaction stands behind it, so a mistake here costs a clear answer, not
 * the promise.
 */
final class FrontDoor {

    private static final String OWN = "io.multiregion.replication.";

    private final Predicate<RealmState> stale;

    /** @param stale whether a copy is to serve no end users since it is stale */
    FrontDoor(Predicate<RealmState> stale) {
        this.stale = stale;
    }

    /** What to do with a call to a realm in the given state; asks nothing of the database. */
    public DoorVerdict judge(RealmState realm, Call call) {
        if (call.preflight() || own(call.resource())) {
            return DoorVerdict.SERVE;
        }
        if (!realm.isReadOnly()) {
            return realm.isPrimary() && call.removesRealm() ? DoorVerdict.REFUSE_REMOVAL : DoorVerdict.SERVE;
        }
        if (realm.isPrimary() && call.removesRealm()) {
            return DoorVerdict.REFUSE_REMOVAL;
        }
        if (realm.status() != ReplicaStatus.ACTIVE && !call.admin()) {
            return DoorVerdict.REFUSE_INACTIVE;
        }
        if (!call.admin() && stale.test(realm)) {
            return DoorVerdict.REFUSE_STALE;
        }
        return Served.serves(call) ? DoorVerdict.SERVE : DoorVerdict.REFUSE_WRITE;
    }

    /** The extension's own resources know themselves which of their acts need the primary. */
    private static boolean own(Class<?> resource) {
        return resource.getName().startsWith(OWN);
    }
}
