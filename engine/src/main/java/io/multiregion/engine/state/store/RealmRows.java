package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.records.DeposedRows;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.part.TroubleText;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this region is to each realm, read with where the realm's stream stands. Methods work in the caller's transaction. */
public final class RealmRows {

    private static final String SELECT =
            "select r.REALM_ID, coalesce(k.NAME, r.REALM_NAME), r.ROLE, r.EPOCH, r.STATUS, r.PRIMARY_REGION,"
                    + " r.PRIMARY_URL, s.EPOCH, s.SEQUENCE, s.HEARD_EPOCH, s.HEARD_SEQUENCE, s.LEVEL_AT, s.LAST_ERROR,"
                    + " r.STANDING, r.HANDOVER_TO, r.CHANGED_AT, r.PAUSED_AT, s.HEARD_AT, s.FLOOR, r.ISSUER,"
                    + " s.HEARD_SCHEMA, r.LABEL, s.STREAM, s.HEARD_URL"
                    + " from MR_REALM r join MR_STREAM s on s.REALM_ID = r.REALM_ID left join REALM k on k.ID = r.REALM_ID"
                    + " where r.ROLE <> 'STANDALONE'";

    private RealmRows() {}

    /** Makes others who want to change a realm's role or keys wait until the end of the transaction, and its writers with their commits. */
    public static void lock(Connection connection, String realmId) throws SQLException {
        Sql.locked(connection, "select 1 from MR_REALM where REALM_ID = ?", row -> 1, realmId);
    }

    /** All replicated realms, by id. */
    public static Map<String, RealmState> replicated(Connection connection) throws SQLException {
        Map<String, RealmState> states = new LinkedHashMap<>();
        for (RealmState state : Sql.list(connection, SELECT, RealmRows::read)) {
            states.put(state.realmId(), state);
        }
        return states;
    }

    /** Whether this region shares any realm with another one. */
    public static boolean anyReplicated(Connection connection) throws SQLException {
        return Sql.first(connection, "select 1 from MR_REALM where ROLE <> 'STANDALONE'", row -> 1)
                .isPresent();
    }

    /** What this region is to a realm; empty if no other region holds it. */
    public static Optional<RealmState> of(Connection connection, String realmId) throws SQLException {
        return Sql.first(connection, SELECT + " and r.REALM_ID = ?", RealmRows::read, realmId);
    }

    /** What this region is to some realms, those left out that no other region holds. */
    public static List<RealmState> of(Connection connection, Collection<String> realmIds) throws SQLException {
        String some = SELECT + " and r.REALM_ID in " + Sql.places(realmIds.size());
        return realmIds.isEmpty() ? List.of() : Sql.list(connection, some, RealmRows::read, realmIds.toArray());
    }

    /** Whether this region is still the secondary that a state says, of the same primary at the same epoch. */
    public static boolean isFollowing(Connection connection, RealmState realm) throws SQLException {
        return Sql.first(
                        connection,
                        "select 1 from MR_REALM where REALM_ID = ? and ROLE = 'SECONDARY' and EPOCH = ? and PRIMARY_REGION = ?",
                        row -> 1,
                        realm.realmId(),
                        realm.epoch(),
                        realm.primaryRegion())
                .isPresent();
    }

    private static RealmState read(ResultSet row) throws SQLException {
        Realm realm = new Realm(row.getString(1), row.getString(2), row.getString(22), row.getString(20));
        Claim claim = new Claim(row.getLong(4), row.getString(6));
        URI url = URI.create(row.getString(7));
        Course course = new Course(
                new Position(row.getLong(8), row.getLong(9)),
                row.getLong(19),
                instant(row, 16),
                TroubleText.read(row.getString(13)));
        return switch (Role.valueOf(row.getString(3))) {
            case PRIMARY ->
                new Primary(
                        realm,
                        claim,
                        url,
                        course,
                        Standing.valueOf(row.getString(14)),
                        new Pause(row.getString(15), instant(row, 17)));
            case SECONDARY ->
                new Secondary(realm, claim, url, course, ReplicaStatus.valueOf(row.getString(5)), feed(row));
            case STANDALONE -> throw new IllegalStateException("realm " + realm.id() + " is not replicated");
        };
    }

    private static Feed feed(ResultSet row) throws SQLException {
        return new Feed(
                Objects.requireNonNullElse(row.getString(23), StreamId.NONE),
                new Position(row.getLong(10), row.getLong(11)),
                instant(row, 18),
                instant(row, 12),
                row.getString(21),
                Heard.url(row.getString(24)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    /** Gives every realm of the database its row, so that writers have one to lock. */
    public static void enrolAll(Connection connection) throws SQLException {
        Sql.update(
                connection,
                "insert into MR_REALM (REALM_ID, ROLE, EPOCH) select ID, 'STANDALONE', 0 from REALM"
                        + " where not exists (select 1 from MR_REALM r where r.REALM_ID = REALM.ID)");
    }

    public static void enrol(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "insert into MR_REALM (REALM_ID, ROLE, EPOCH) values (?, 'STANDALONE', 0)", realmId);
    }

    /**
     * Makes a realm replicated, or takes over its row. Waits for writers of the realm that are about to commit; those who come
     * after see the new role.
     */
    public static void assume(Connection connection, RealmState state) throws SQLException {
        if (!Sql.holds(connection, "select ROLE from MR_REALM where REALM_ID = ?", state.realmId())) {
            enrol(connection, state.realmId());
        }
        Sql.update(
                connection,
                "update MR_REALM set ROLE = ?, EPOCH = ?, REALM_NAME = ?, STATUS = ?, PRIMARY_REGION = ?,"
                        + " PRIMARY_URL = ?, LABEL = ?, STANDING = 'CONFIRMED', HANDOVER_TO = null where REALM_ID = ?",
                state.role().name(),
                state.epoch(),
                state.realmName(),
                state.status().name(),
                state.primaryRegion(),
                state.primaryUrl().toString(),
                state.label(),
                state.realmId());
        LifeRows.raise(connection, state.realmId(), state.epoch(), 0);
        if (state.isPrimary()) {
            EpochRows.begin(connection, state.realmId(), new EpochRows.Epoch(state.epoch(), state.primaryRegion(), 0));
        }
        StreamRows.begin(connection, state);
    }

    /** Makes a realm this region's own business again. */
    public static void release(Connection connection, String realmId) throws SQLException {
        StreamRows.forget(connection, realmId);
        Sql.update(
                connection,
                "update MR_REALM set ROLE = 'STANDALONE', STATUS = null, PRIMARY_REGION = null, PRIMARY_URL = null,"
                        + " STANDING = 'CONFIRMED', HANDOVER_TO = null, ISSUER = null, LABEL = null,"
                        + " CHANGED_AT = 0 where REALM_ID = ?",
                realmId);
        MemberRows.forget(connection, realmId);
        EpochRows.forget(connection, realmId);
        DivergenceRows.forget(connection, realmId);
        DeposedRows.forget(connection, realmId);
    }

    /** The realm itself is gone from this database. */
    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_REALM where REALM_ID = ?", realmId);
    }

    /** The same, unless it is replicated; false if it is. */
    public static boolean forgetStandalone(Connection connection, String realmId) throws SQLException {
        return Sql.update(connection, "delete from MR_REALM where REALM_ID = ? and ROLE = 'STANDALONE'", realmId) == 1;
    }

    /** @param issuer the realm's issuer as JSON, or null */
    public static void setIssuer(Connection connection, String realmId, String issuer) throws SQLException {
        Sql.update(connection, "update MR_REALM set ISSUER = ? where REALM_ID = ?", issuer, realmId);
    }

    public static Optional<String> issuer(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select ISSUER from MR_REALM where REALM_ID = ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        realmId)
                .flatMap(issuer -> issuer);
    }

    public static void setStatus(Connection connection, String realmId, ReplicaStatus status) throws SQLException {
        Sql.update(connection, "update MR_REALM set STATUS = ? where REALM_ID = ?", status.name(), realmId);
    }

    /** How far a primary may use its role, and the switchover that is under way. */
    static void setStanding(Connection connection, Primary next) throws SQLException {
        Sql.update(
                connection,
                "update MR_REALM set STANDING = ?, HANDOVER_TO = ?, PAUSED_AT = ? where REALM_ID = ?",
                next.standing().name(),
                next.pause().to(),
                next.pause().at().toEpochMilli(),
                next.realmId());
    }

    /** Another region may have become the primary of this region's realms: none takes writes before that is known. */
    public static int doubtAll(Connection connection) throws SQLException {
        return Sql.update(
                connection,
                "update MR_REALM set STANDING = 'UNCONFIRMED', HANDOVER_TO = null"
                        + " where ROLE = 'PRIMARY' and STANDING in ("
                        + Stream.of(Standing.values())
                                .filter(Standing::isDoubtful)
                                .map(standing -> "'" + standing + "'")
                                .collect(Collectors.joining(", "))
                        + ")");
    }

    /** Gives this region a role for a realm; nothing of the old one is in doubt or under way any more. */
    static void setRole(Connection connection, RealmState next) throws SQLException {
        Sql.update(
                connection,
                "update MR_REALM set ROLE = ?, EPOCH = ?, PRIMARY_REGION = ?, PRIMARY_URL = ?, STATUS = ?, CHANGED_AT = ?,"
                        + " STANDING = 'CONFIRMED', HANDOVER_TO = null where REALM_ID = ?",
                next.role().name(),
                next.epoch(),
                next.primaryRegion(),
                next.primaryUrl().toString(),
                next.status().name(),
                next.changedAt().toEpochMilli(),
                next.realmId());
    }
}
