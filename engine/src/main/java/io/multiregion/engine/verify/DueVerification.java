package io.multiregion.engine.verify;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The verification that is asked for of a replica: does it, with repair or without, and notes what it found for those who wait. */
public final class DueVerification {

    private static final Logger LOG = Logger.getLogger(DueVerification.class);

    private final Connections connections;
    private final Verification verification;
    private final Repair repair;

    public DueVerification(Connections connections, Journal journal, Verification verification, Clock clock) {
        this.connections = connections;
        this.verification = verification;
        this.repair = new Repair(connections, journal, verification, clock);
    }

    /** Does it. */
    public void perform(Line line, RealmState realm, ReplicaState replica) {
        Report report = replica.verifyAsked().startsWith(ReplicaState.REPAIR)
                ? repair.of(line, realm, replica)
                : verification.of(
                        line, realm, replica, (kind, different) -> judge(realm, replica, kind, different.size()));
        connections.run(connection -> {
            ReplicaRows.answerVerify(
                    connection,
                    replica.realmId(),
                    replica.region(),
                    replica.verifyAsked(),
                    new String(Json.bytes(report), StandardCharsets.UTF_8));
        });
    }

    /** A copy that has just been made again has no reason to differ, but in the sessions that go on there. */
    private static boolean judge(RealmState realm, ReplicaState replica, Kind kind, int different) {
        if (replica.verifyAsked().startsWith(ReplicaState.PROOF) && !kind.regional()) {
            LOG.warnf(
                    "the copy of realm %s in region %s was made again, and %d resources of the kind %s differ",
                    realm.realmName(), replica.region(), different, kind);
        }
        return true;
    }

    /** Asks for one, of a copy that went over an older one, unless one is due anyway. */
    public void prove(String realmId, String region) {
        connections.run(connection -> {
            Optional<ReplicaState> replica = ReplicaRows.of(connection, realmId, region);
            if (replica.isPresent() && !replica.get().isVerifyDue()) {
                ReplicaRows.askVerify(connection, realmId, region, ReplicaState.verifyId(ReplicaState.PROOF));
            }
        });
    }
}
