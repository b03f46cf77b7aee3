package io.multiregion.engine.operate.due;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Asked;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.view.DrillReport;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.vitals.Condition;
import io.multiregion.engine.vitals.Facts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Makes the drills that realms want again and again, on the node that ships, one after the other. They are made for the realm: its own
 * administrators may read their reports. One is made only while its replica is level: somebody mends a copy first, and proves it then.
 */
public final class DrillSchedule {

    private static final Logger LOG = Logger.getLogger(DrillSchedule.class);
    private static final long PAUSE = Duration.ofSeconds(15).toNanos();

    private final Connections connections;
    private final DrillDesk desk;
    private final Journal journal;
    private final Clock clock;
    private final LongSupplier nanos;
    private long nextLook;

    /** @param nanos a clock that never goes back, and that no operator sets */
    public DrillSchedule(Connections connections, DrillDesk desk, Journal journal, Clock clock, LongSupplier nanos) {
        this.connections = connections;
        this.desk = desk;
        this.journal = journal;
        this.clock = clock;
        this.nanos = nanos;
        this.nextLook = nanos.getAsLong();
    }

    /** Makes what is due. Called as often as anybody likes, never twice at once; it looks four times a minute. */
    public void look() {
        if (nanos.getAsLong() - nextLook < 0) {
            return;
        }
        nextLook = nanos.getAsLong() + PAUSE;
        for (String realmId : connections.transaction(DrillsDue::wanting)) {
            connections.transaction(connection -> due(connection, realmId)).forEach(region -> make(realmId, region));
        }
    }

    /** When the next ones of a realm are due. Works on threads without a transaction, as all here. */
    public DrillPlan plan(String realmId) {
        return connections.transaction(connection -> {
            Optional<RealmState> realm = RealmRows.of(connection, realmId);
            return DrillsDue.plan(connection, realmId, realm, clock.millis());
        });
    }

    /**
     * Looks whether a realm can be told here how often.
     *
     * @param every as it was asked for; null or blank for never
     * @throws RefusedException with 400 if that is no time, with 409 on a secondary
     */
    public void check(String realmId, String every) {
        DrillsDue.objection(DrillsDue.EVERY, every).ifPresent(why -> {
            throw new RefusedException(400, "invalid_time", why);
        });
        connections.run(connection -> {
            Optional<RealmState> realm = Asked.replicated(connection, realmId);
            realm.ifPresent(Asked::requirePrimary);
        });
    }

    private List<String> due(Connection connection, String realmId) throws SQLException {
        RealmState realm = RealmRows.of(connection, realmId).orElse(null);
        if (realm == null || !realm.isPrimary() || realm.isReadOnly()) {
            return List.of();
        }
        long now = clock.millis();
        List<String> due = new ArrayList<>();
        for (Proof proof : DrillsDue.proofs(connection, realm)) {
            if (proof.isDue(now) && isLevel(connection, realm, proof.region(), now)) {
                due.add(proof.region());
            }
        }
        return due;
    }

    private boolean isLevel(Connection connection, RealmState realm, String region, long now) throws SQLException {
        ReplicaState replica =
                ReplicaRows.of(connection, realm.realmId(), region).orElseThrow();
        long behind = journal.backlog(
                        connection, realm.realmId(), replica.acknowledged().sequence())
                .age(now);
        return Condition.of(Facts.ofReplica(realm, replica, behind, now)) == Condition.LEVEL;
    }

    /** What is refused, as one while an operator makes another, is due again at the next look. */
    private void make(String realmId, String region) {
        try {
            DrillReport report = desk.perform(realmId, region, Mandate.REALM);
            if (report.passed()) {
                LOG.infof("the drill of realm %s to region %s, which was due, has passed", report.realm(), region);
            } else {
                LOG.warnf(
                        "the drill of realm %s to region %s, which was due, did not pass: %s",
                        report.realm(), region, report.problems());
            }
        } catch (RuntimeException e) {
            LOG.infof("a drill to region %s is due, and was not made yet: %s", region, e.getMessage());
        }
    }
}
