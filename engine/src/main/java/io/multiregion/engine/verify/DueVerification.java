package io.multiregion.engine.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.engine.chronicle.TimelineRows;
import io.multiregion.engine.chronicle.TimelineRows.Happening;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * The verification that is asked for of a replica: does it, with repair or without, in steps between which the stream ships. How far it is
 * stands in the database, and what it found in the end. Whoever takes it back ends it within a step. Another node begins it anew.
 */
public final class DueVerification {

    /** What comes next. */
    public enum Next {
        /** The next step. Changes go in between, unless the copy refuses them. */
        COMPARE,
        /** What is due is to be shipped, also to a copy that has refused it before. */
        SHIP,
        /** It is over, or was taken back. */
        OVER
    }

    /**
     * How far a verification is.
     *
     * @param begunAt when it began, in milliseconds since 1970
     * @param repair whether it mends what differs
     * @param kind the kind of resources that it is at; null when all were looked at
     * @param compared how many resources of this region were looked at
     * @param differences how many differ so far
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Progress(long begunAt, boolean repair, String kind, long compared, long differences) {}

    private record Underway(String id, Errand errand, long begunAt) {}

    private final Connections connections;
    private final Verification verification;
    private final Mending mending;
    private final Clock clock;
    private Underway underway;

    public DueVerification(Connections connections, Journal journal, Verification verification, Clock clock) {
        this.connections = connections;
        this.verification = verification;
        this.mending = new Mending(connections, journal, clock);
        this.clock = clock;
    }

    /**
     * Takes one step of the verification that is due.
     *
     * @param refused whether the copy refuses what is due, since rows that it should not have are in the way
     */
    public Next step(Line line, RealmState realm, ReplicaState replica, boolean refused) {
        if (underway == null || (replica.isComparing() && !underway.id.startsWith(ReplicaState.REPAIR))) {
            begin(line, replica);
        }
        Optional<Report> report = underway.errand.step(line, realm, replica, refused);
        if (report.isPresent()) {
            Report found = report.get().at(clock.instant());
            VerificationRows.Answer answer =
                    new VerificationRows.Answer(text(found), clock.millis(), found.differences());
            Happening verified = new Happening(
                    replica.region(),
                    "VERIFIED",
                    found.differences() + " resources differ",
                    Math.max(0, clock.millis() - underway.begunAt),
                    clock.millis());
            connections.run(connection -> {
                ReplicaRows.answerVerify(connection, replica.realmId(), replica.region(), underway.id, answer);
                TimelineRows.add(connection, replica.realmId(), verified);
            });
            underway = null;
            return Next.OVER;
        }
        String progress = text(progress());
        if (!connections.transaction(connection ->
                VerificationRows.note(connection, replica.realmId(), replica.region(), underway.id, progress))) {
            underway = null;
            return Next.OVER;
        }
        return underway.errand.isShipping() ? Next.SHIP : Next.COMPARE;
    }

    private void begin(Line line, ReplicaState replica) {
        String id = replica.verifyAsked();
        Errand errand = replica.isComparing()
                ? verification.repair(line.kinds(), mending)
                : verification.look(line.kinds(), id.startsWith(ReplicaState.PROOF));
        underway = new Underway(id, errand, clock.millis());
        String progress = text(progress());
        connections.run(
                connection -> VerificationRows.begin(connection, replica.realmId(), replica.region(), id, progress));
    }

    private Progress progress() {
        Walk walk = underway.errand.walk();
        return new Progress(
                underway.begunAt,
                underway.id.startsWith(ReplicaState.REPAIR),
                walk.kind() == null ? null : walk.kind().name(),
                walk.compared(),
                walk.differences());
    }

    private static String text(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    /** Nothing is due any more: what was under way was taken back. */
    public void none() {
        underway = null;
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
