package io.multiregion.engine.verify;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.transport.CopyDamagedException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.ReplicaRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes a copy equal to the primary. A thousand resources go as one change, so that it is consistent before and after; then it is
 * compared again. What is more than that, or stays different, has the copy made again over what is there.
 *
 * <p>A copy that takes no changes, for rows that it should not have are in the way, is compared where it stands: what is due goes in one
 * cut with what differs. If it does not take that either, it is made again.
 *
 * <p>Sessions are shipped page by page: no row refers to one, and those in a secondary go on changing there.
 */
public final class Repair {

    private static final Logger LOG = Logger.getLogger(Repair.class);

    /** A second comparison proves what was shipped; a third one is for what was tampered with meanwhile. */
    private static final int COMPARISONS = 3;

    private final Connections connections;
    private final Journal journal;
    private final Verification verification;
    private final Clock clock;

    public Repair(Connections connections, Journal journal, Verification verification, Clock clock) {
        this.connections = connections;
        this.journal = journal;
        this.verification = verification;
        this.clock = clock;
    }

    /** What was found at first, and what became of it. */
    public Report of(Line line, RealmState realm, ReplicaState replica) {
        Report first = null;
        for (int i = 0; i < COMPARISONS; i++) {
            Lasting lasting = new Lasting(realm);
            boolean level = true;
            Report report;
            try {
                report = verification.of(line, realm, latest(replica), lasting);
            } catch (CopyDamagedException e) {
                if (first != null) {
                    LOG.warnf("%s: the copy is made again", e.getMessage());
                    return again(replica, first);
                }
                level = false;
                lasting = new Lasting(realm);
                report = verification.whereItStands(line, realm, latest(replica), lasting);
            }
            first = first == null ? report : first;
            if (level && lasting.found == 0) {
                return first.with(first.differences() == 0 ? Report.Outcome.EQUAL : Report.Outcome.SHIPPED);
            }
            if (lasting.found > Verification.MOST_NAMED) {
                break;
            }
            ship(
                    realm,
                    report.resources().stream()
                            .filter(different -> !different.resource().kind().regional())
                            .toList());
        }
        LOG.warnf(
                "the copy of realm %s in region %s differs in %d resources or more: it is made again",
                realm.realmName(), replica.region(), first.differences());
        return again(replica, first);
    }

    /** What is found of kinds that a secondary does not write itself; the others are shipped as they are found. */
    private final class Lasting implements Findings {
        private final RealmState realm;
        private int found;

        Lasting(RealmState realm) {
            this.realm = realm;
        }

        @Override
        public boolean found(Kind kind, List<Different> different) {
            if (kind.regional()) {
                ship(realm, different);
                return true;
            }
            found += different.size();
            return found <= Verification.MOST_NAMED;
        }
    }

    /** As it is now, unless it was deleted; under its region another stream may have begun since. */
    private static Optional<ReplicaState> now(Connection connection, ReplicaState replica) throws SQLException {
        return ReplicaRows.of(connection, replica.realmId(), replica.region())
                .filter(one -> one.stream().equals(replica.stream()));
    }

    private ReplicaState latest(ReplicaState replica) {
        return connections.transaction(connection -> now(connection, replica)).orElse(replica);
    }

    private void ship(RealmState realm, List<Different> different) {
        List<ResourceKey> resources =
                different.stream().map(Different::resource).toList();
        connections.transaction(connection -> {
            journal.append(connection, realm.realmId(), realm.epoch(), resources, clock.millis());
            return null;
        });
    }

    private Report again(ReplicaState replica, Report found) {
        connections.transaction(connection -> {
            Optional<ReplicaState> now = now(connection, replica);
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
        return found.with(Report.Outcome.COPYING);
    }
}
