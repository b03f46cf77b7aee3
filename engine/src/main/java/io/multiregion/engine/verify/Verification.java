package io.multiregion.engine.verify;

import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** How this region compares its realms with their replicas. */
public final class Verification {

    /** How many resources a step looks at: some tenths of a second on either side. */
    public static final int PAGE = 1000;

    private static final Logger LOG = Logger.getLogger(Verification.class);

    private final OurSide ours;
    private final int page;

    /** @param page how many resources a step looks at */
    public Verification(
            Connections connections, Digests digests, Inventory inventory, Snapshots.LeaseCheck lease, int page) {
        this.ours = new OurSide(connections, digests, inventory, lease);
        this.page = page;
    }

    Errand look(Set<Kind> kinds, boolean proof) {
        return new Look(new Walk(ours, kinds, page, null), proof);
    }

    Errand repair(Set<Kind> kinds, Mending mending) {
        return new Repair(mending, ours, new Walk(ours, kinds, page, Question.Repair.BEGUN));
    }

    /** A comparison that changes nothing. */
    private static final class Look implements Errand {

        private final Walk walk;
        private final boolean proof;

        /** @param proof whether it is of a copy that has just been made again: only sessions, which go on there, have a reason to differ */
        Look(Walk walk, boolean proof) {
            this.walk = walk;
            this.proof = proof;
        }

        @Override
        public Optional<Report> step(Line line, RealmState realm, ReplicaState replica, boolean refused) {
            List<Different> found = walk.step(line, realm, replica);
            if (proof && !found.isEmpty() && !Kind.valueOf(found.get(0).kind()).twoWay()) {
                LOG.warnf(
                        "the copy of realm %s in region %s was made again, and %d resources of the kind %s differ",
                        realm.realmName(),
                        replica.region(),
                        found.size(),
                        found.get(0).kind());
            }
            return walk.isDone() ? Optional.of(walk.report(replica)) : Optional.empty();
        }

        @Override
        public boolean isShipping() {
            return false;
        }

        @Override
        public Walk walk() {
            return walk;
        }
    }
}
