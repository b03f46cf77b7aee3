package io.multiregion.replication.ship;

import io.multiregion.replication.batch.Batch;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.journal.Journal;
import io.multiregion.replication.resource.ResourceKey;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaRows;
import io.multiregion.replication.topology.ReplicaState;
import io.multiregion.replication.topology.ReplicaStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes a copy equal to the primary. A thousand resources go as one change, so that it is consistent before and after; then it is
 * compared again. What is more than that, or stays different, has the copy made again over what is there.
 *
 * <p>Sessions are shipped page by page: no row refers to one, and those in a secondary go on changing there.
 */
final class Repair {

    private static final Logger LOG = Logger.getLogger(Repair.class);

    /** A second comparison proves what was shipped; a third one is for what was tampered with meanwhile. */
    private static final int COMPARISONS = 3;

    private final Connections connections;
    private final Journal journal;
    private final Verification verification;
    private final Clock clock;

    Repair(Connections connections, Journal journal, Verification verification, Clock clock) {
        this.connections = connections;
        this.journal = journal;
        this.verification = verification;
        this.clock = clock;
    }

    /** What was found at first, and what became of it. */
    Verification.Report of(Line line, RealmState realm, ReplicaState replica) {
        Verification.Report first = null;
        ReplicaState now = replica;
        for (int i = 0; i < COMPARISONS; i++) {
            Verification.Report report;
            int[] lasting = new int[1];
            try {
                report = verification.of(line, realm, now, (kind, different) -> {
                    if (kind.regional()) {
                        ship(realm, different);
                        return true;
                    }
                    lasting[0] += different.size();
                    return lasting[0] <= Verification.MOST_NAMED;
                });
            } catch (CopyDamaged e) {
                LOG.warnf("%s: the copy is made again", e.getMessage());
                Verification.Report found = first == null ? nothing(replica) : first;
                return again(replica, found);
            }
            first = first == null ? report : first;
            if (lasting[0] == 0) {
                return first.with(first.differences() == 0 ? Verification.Outcome.EQUAL : Verification.Outcome.SHIPPED);
            }
            if (lasting[0] > Verification.MOST_NAMED) {
                break;
            }
            ship(
                    realm,
                    report.resources().stream()
                            .filter(different -> !different.resource().kind().regional())
                            .toList());
            Optional<ReplicaState> next = connections.transaction(
                    connection -> ReplicaRows.of(connection, replica.realmId(), replica.region()));
            now = next.orElse(now);
        }
        LOG.warnf(
                "the copy of realm %s in region %s differs in %d resources or more: it is made again",
                realm.realmName(), replica.region(), first.differences());
        return again(replica, first);
    }

    private void ship(RealmState realm, List<Verification.Different> different) {
        List<ResourceKey> resources =
                different.stream().map(Verification.Different::resource).toList();
        connections.transaction(connection -> {
            journal.append(connection, realm.realmId(), realm.epoch(), resources, clock.millis());
            return null;
        });
    }

    private Verification.Report again(ReplicaState replica, Verification.Report found) {
        connections.transaction(connection -> {
            Optional<ReplicaState> now = ReplicaRows.of(connection, replica.realmId(), replica.region());
            if (now.isPresent()) {
                ReplicaRows.save(
                        connection,
                        now.get()
                                .change()
                                .copyCursor(Batch.COPY_AGAIN)
                                .status(ReplicaStatus.CREATING)
                                .state());
            }
            return null;
        });
        return found.with(Verification.Outcome.COPYING);
    }

    /** No position of the other side is known to compare at. */
    private static Verification.Report nothing(ReplicaState replica) {
        return new Verification.Report(
                replica.region(), replica.acknowledged().toString(), 0, List.of(), List.of(), null);
    }
}
