package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.kept.DivergenceRows;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.StreamId;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What this region is to each realm, read with where the realm's stream stands. Methods work in the caller's transaction. */
public final class RealmRows {

    private static final String SELECT =
            "select r.REALM_ID, coalesce(k.NAME, r.REALM_NAME), r.ROLE, r.EPOCH, r.STATUS, r.PRIMARY_REGION,"
                    + " r.PRIMARY_URL, s.EPOCH, s.SEQUENCE, s.HEARD_EPOCH, s.HEARD_SEQUENCE, s.LEVEL_AT, s.LAST_ERROR,"
                    + " r.STANDING, r.HANDOVER_TO, r.CHANGED_AT, r.PAUSED_AT, s.HEARD_AT, s.FLOOR, r.ISSUER,"
                    + " s.HEARD_SCHEMA, r.LABEL, s.STREAM"
                    + " from MR_REALM r join MR_STREAM s on s.REALM_ID = r.REALM_ID left join REALM k on k.ID = r.REALM_ID";

    private RealmRows() {}

    /** Makes others who want to change a realm's role or keys wait until the end of the transaction, and its writers with their commits. */
    public static void lock(Connection connection, String realmId) throws SQLException {
        Sql.locked(connection, "select 1 from MR_REALM where REALM_ID = ?", row -> 1, realmId);
    }

    /** All replicated realms, by id. */
    public static Map<String, RealmState> replicated(Connection connection) throws SQLException {
        Map<String, RealmState> states = new LinkedHashMap<>();
        for (RealmState state : Sql.list(connection, SELECT + " where r.ROLE <> 'STANDALONE'", RealmRows::read)) {
            states.put(state.realmId(), state);
        }
        return states;
    }

    public static Optional<RealmState> of(Connection connection, String realmId) throws SQLException {
        return Sql.first(connection, SELECT + " where r.REALM_ID = ?", RealmRows::read, realmId);
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
        String url = row.getString(7);
        String status = row.getString(5);
        return new RealmState(
                row.getString(1),
                row.getString(2),
                Role.valueOf(row.getString(3)),
                row.getLong(4),
                status == null ? null : ReplicaStatus.valueOf(status),
                row.getString(6),
                url == null ? null : URI.create(url),
                new Position(row.getLong(8), row.getLong(9)),
                new Position(row.getLong(10), row.getLong(11)),
                Instant.ofEpochMilli(row.getLong(12)),
                row.getString(13),
                Standing.valueOf(row.getString(14)),
                row.getString(15),
                Instant.ofEpochMilli(row.getLong(16)),
                Instant.ofEpochMilli(row.getLong(17)),
                Instant.ofEpochMilli(row.getLong(18)),
                row.getLong(19),
                row.getString(20),
                row.getString(21),
                row.getString(22),
                Objects.requireNonNullElse(row.getString(23), StreamId.NONE));
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
        if (Sql.update(
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
                        state.realmId())
                == 0) {
            enrol(connection, state.realmId());
            assume(connection, state);
            return;
        }
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

    /** Moves a primary from one standing to another; false if it stands elsewhere by now. Waits for writers like {@link #lock}. */
    public static boolean move(Connection connection, String realmId, Standing from, Standing to) throws SQLException {
        return Sql.update(
                        connection,
                        "update MR_REALM set STANDING = ? where REALM_ID = ? and ROLE = 'PRIMARY' and STANDING = ?",
                        to.name(),
                        realmId,
                        from.name())
                == 1;
    }

    /** Begins a switchover; false if one is under way or the region may not write. */
    public static boolean beginHandover(Connection connection, String realmId, String target, long now)
            throws SQLException {
        return Sql.update(
                        connection,
                        "update MR_REALM set STANDING = 'CLOSING', HANDOVER_TO = ?, PAUSED_AT = ?"
                                + " where REALM_ID = ? and ROLE = 'PRIMARY' and STANDING = 'CONFIRMED'",
                        target,
                        now,
                        realmId)
                == 1;
    }

    /** Ends a switchover that did not happen: this region writes again. */
    public static boolean endHandover(Connection connection, String realmId, Standing from) throws SQLException {
        return Sql.update(
                        connection,
                        "update MR_REALM set STANDING = 'CONFIRMED', HANDOVER_TO = null"
                                + " where REALM_ID = ? and ROLE = 'PRIMARY' and STANDING = ?",
                        realmId,
                        from.name())
                == 1;
    }

    /** Another region may have become the primary of this region's realms: none takes writes before that is known. */
    public static int doubtAll(Connection connection) throws SQLException {
        return Sql.update(
                connection,
                "update MR_REALM set STANDING = 'UNCONFIRMED', HANDOVER_TO = null"
                        + " where ROLE = 'PRIMARY' and STANDING in ('CONFIRMED', 'CLOSING', 'CLOSED')");
    }

    /** Another region says that it is the primary, or may say so; false if this one knows already that it is not. */
    public static boolean doubt(Connection connection, String realmId) throws SQLException {
        return Sql.update(
                        connection,
                        "update MR_REALM set STANDING = 'UNCONFIRMED', HANDOVER_TO = null"
                                + " where REALM_ID = ? and ROLE = 'PRIMARY' and STANDING <> 'HANDED_OVER'",
                        realmId)
                == 1;
    }

    /** Gives this region a role for a realm at an epoch; nothing of the old one is in doubt or under way any more. */
    static void setRole(
            Connection connection, String realmId, Role role, Claim claim, URI url, ReplicaStatus status, long now)
            throws SQLException {
        Sql.update(
                connection,
                "update MR_REALM set ROLE = ?, EPOCH = ?, PRIMARY_REGION = ?, PRIMARY_URL = ?, STATUS = ?, CHANGED_AT = ?,"
                        + " STANDING = 'CONFIRMED', HANDOVER_TO = null where REALM_ID = ?",
                role.name(),
                claim.epoch(),
                claim.region(),
                url.toString(),
                status.name(),
                now,
                realmId);
    }
}
