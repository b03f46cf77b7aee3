package io.multiregion.engine.operate.due;

import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.ReplicaRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether each standby was proven as often as the realm wants. Works in the caller's transaction. */
public final class DrillsDue {

    /** The attribute of a realm that says how often, as ISO-8601: {@code P30D}, {@code P1M} or {@code PT12H}. */
    public static final String EVERY = "multiRegion.drillEvery";

    private DrillsDue() {}

    /** Why an attribute of a realm can't have a value; empty if it can, or is another one. */
    public static Optional<String> objection(String attribute, String value) {
        if (!EVERY.equals(attribute) || value == null || value.isBlank()) {
            return Optional.empty();
        }
        return Rhythm.of(value).isPresent() ? Optional.empty() : Optional.of(objection());
    }

    private static String objection() {
        return EVERY + " is no time between two drills: set it like P30D for thirty days, from an hour to ten years";
    }

    /** What is overdue or has failed, with what to do; nothing on a secondary, as its primary drills. */
    public static List<String> warnings(Connection connection, RealmState realm, long now) throws SQLException {
        Optional<String> every = realm.isPrimary() ? every(connection, realm.realmId()) : Optional.empty();
        if (every.isPresent() && Rhythm.of(every.get()).isEmpty()) {
            return List.of(objection());
        }
        List<String> warnings = new ArrayList<>();
        for (Proof proof : proofs(connection, realm)) {
            warning(proof, now).ifPresent(warnings::add);
        }
        return warnings;
    }

    private static Optional<String> warning(Proof proof, long now) {
        String ago = proof.last().map(drill -> days(now - drill.at())).orElse("never");
        if (proof.isBad()) {
            return Optional.of(
                    "the last drill to " + proof.region() + ", " + ago + ", did not pass: its report says why"
                            + " (GET .../drills). Mend that, and make another one: POST .../drill");
        }
        return proof.isOverdue(now)
                ? Optional.of("a drill to " + proof.region() + " is overdue: the last one was " + ago + ", and " + EVERY
                        + " is " + proof.rhythm().said() + ". It is made by itself once " + proof.region()
                        + " is level")
                : Optional.empty();
    }

    private static String days(long millis) {
        Duration ago = Duration.ofMillis(Math.max(0, millis));
        return ago.toDays() > 1 ? ago.toDays() + " days ago" : ago.toHours() + " hours ago";
    }

    /** When the next drills of a realm are due. */
    static DrillPlan plan(Connection connection, String realmId, Optional<RealmState> realm, long now)
            throws SQLException {
        List<DrillPlan.Next> next = new ArrayList<>();
        for (Proof proof : realm.isPresent() ? proofs(connection, realm.get()) : List.<Proof>of()) {
            String at = Instant.ofEpochMilli(proof.nextAt().orElse(now)).toString();
            next.add(new DrillPlan.Next(proof.region(), at, proof.isOverdue(now)));
        }
        return new DrillPlan(every(connection, realmId).orElse(null), next);
    }

    /** How each standby of a realm was last proven that end users are served by; none where nobody wants it again and again. */
    static List<Proof> proofs(Connection connection, RealmState realm) throws SQLException {
        Optional<Rhythm> rhythm =
                realm.isPrimary() ? every(connection, realm.realmId()).flatMap(Rhythm::of) : Optional.empty();
        if (rhythm.isEmpty()) {
            return List.of();
        }
        Map<String, DrillRows.Last> last = DrillRows.last(connection, realm.realmId());
        return ReplicaRows.of(connection, realm.realmId()).stream()
                .filter(replica -> replica.status() == ReplicaStatus.ACTIVE)
                .map(ReplicaState::region)
                .map(region -> new Proof(region, Optional.ofNullable(last.get(region)), rhythm.get()))
                .toList();
    }

    private static Optional<String> every(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select VALUE from REALM_ATTRIBUTE where REALM_ID = ? and NAME = ?",
                        row -> Optional.ofNullable(row.getString(1)).orElse(""),
                        realmId,
                        EVERY)
                .filter(value -> !value.isBlank())
                .map(String::trim);
    }

    /** The ids of the realms that want drills again and again. */
    static List<String> wanting(Connection connection) throws SQLException {
        return Sql.list(
                connection, "select REALM_ID from REALM_ATTRIBUTE where NAME = ?", row -> row.getString(1), EVERY);
    }
}
