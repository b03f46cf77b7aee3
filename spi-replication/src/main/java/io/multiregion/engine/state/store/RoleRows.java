package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Reach;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Standing;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The statements by which a region's role for a realm changes. Methods work in the caller's transaction. */
public final class RoleRows {

    private RoleRows() {}

    /** Waits for the writers that are about to commit, makes those who come later wait, and returns the realm's state. */
    public static Optional<RealmState> lock(Connection connection, String realmId) throws SQLException {
        RealmRows.lock(connection, realmId);
        // a cut that is being applied holds this one until its commit
        Sql.locked(connection, "select 1 from MR_STREAM where REALM_ID = ?", row -> 1, realmId);
        return RealmRows.of(connection, realmId);
    }

    /**
     * On a secondary: takes the number of an order if it is of the stream that feeds the copy and comes after all that were taken, and says
     * whether it did. The realm's row is locked before that of its stream, as by {@link #lock}: two orders that come at once must not
     * wait for each other.
     */
    public static boolean take(Connection connection, String realmId, long epoch, String stream, long control)
            throws SQLException {
        RealmRows.lock(connection, realmId);
        boolean taken = Sql.update(
                        connection,
                        "update MR_STREAM set CONTROL = ? where REALM_ID = ? and STREAM = ? and CONTROL < ?",
                        control,
                        realmId,
                        stream,
                        control)
                == 1;
        if (taken) {
            LifeRows.raise(connection, realmId, epoch, control);
        }
        return taken;
    }

    /**
     * On a secondary: whether the number of an order is within {@link Reach} of those that were taken, or of the clock.
     *
     * @param now in milliseconds since 1970
     */
    public static boolean reaches(Connection connection, String realmId, long control, long now) throws SQLException {
        long known = Sql.first(
                        connection, "select CONTROL from MR_STREAM where REALM_ID = ?", row -> row.getLong(1), realmId)
                .orElse(0L);
        return control >= 0 && Reach.ORDER.covers(Math.max(known, now), control);
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

    /**
     * A region that holds the realm knows of a claim: if it outranks this primary's own, none takes writes here before that is settled.
     *
     * @return whether it does, and this region did not know
     */
    public static boolean doubt(Connection connection, String realmId, Claim theirs) throws SQLException {
        return lock(connection, realmId)
                        .filter(realm -> realm.isPrimary() && realm.standing() != Standing.UNCONFIRMED)
                        .filter(realm -> theirs.outranks(realm.claim()))
                        .isPresent()
                && doubt(connection, realmId);
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

    /** On a secondary: a switchover to it does not happen, nor one that was ordered before it, whenever its order comes. */
    public static void callOff(Connection connection, String realmId, long control) throws SQLException {
        Sql.update(
                connection,
                "update MR_STREAM set CALLED_OFF = ? where REALM_ID = ? and CALLED_OFF < ?",
                control,
                realmId,
                control);
    }

    public static boolean isCalledOff(Connection connection, String realmId, long control) throws SQLException {
        return Sql.first(
                        connection,
                        "select 1 from MR_STREAM where REALM_ID = ? and CALLED_OFF >= ?",
                        row -> 1,
                        realmId,
                        control)
                .isPresent();
    }

    /** On a secondary: notes whether its primary lets this region take over. */
    public static void setMayLead(Connection connection, String realmId, boolean mayLead) throws SQLException {
        Sql.update(connection, "update MR_STREAM set MAY_LEAD = ? where REALM_ID = ?", mayLead ? 1 : 0, realmId);
    }

    /** On a secondary: whether its primary lets this region take over, as it last said. */
    public static boolean mayLead(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select MAY_LEAD from MR_STREAM where REALM_ID = ?",
                        row -> row.getInt(1) == 1,
                        realmId)
                .orElse(false);
    }

    /** Makes this region the primary at an epoch; the stream goes on from the position that was reached. */
    public static void lead(Connection connection, RealmState realm, Claim claim, URI url, long now)
            throws SQLException {
        role(connection, realm.realmId(), Role.PRIMARY, claim, url, ReplicaStatus.ACTIVE, now);
        LifeRows.raise(connection, realm.realmId(), claim.epoch(), 0);
        Sql.update(
                connection,
                "update MR_STREAM set EPOCH = ?, HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, COPY_CURSOR = ?, LAST_ERROR = null,"
                        + " HEARD_SCHEMA = null, STREAM = ''"
                        + " where REALM_ID = ?",
                claim.epoch(),
                claim.epoch(),
                realm.position().sequence(),
                "done",
                realm.realmId());
    }

    /**
     * Makes this region a secondary of another one, at a position.
     *
     * @param stream the id of the stream from that region
     * @param control the number of the order that said so
     */
    public static void follow(
            Connection connection,
            RealmState realm,
            Claim claim,
            URI url,
            ReplicaStatus status,
            Position position,
            String stream,
            long control,
            long now)
            throws SQLException {
        role(connection, realm.realmId(), Role.SECONDARY, claim, url, status, now);
        Sql.update(
                connection,
                "update MR_STREAM set EPOCH = ?, SEQUENCE = ?, HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, HEARD_AT = ?,"
                        + " SAID_AT = 0, HEARD_SCHEMA = null, STREAM = ?, CONTROL = ?, CALLED_OFF = 0,"
                        + " LAST_ERROR = null where REALM_ID = ?",
                position.epoch(),
                position.sequence(),
                position.epoch(),
                position.sequence(),
                now,
                stream,
                control,
                realm.realmId());
        LifeRows.raise(connection, realm.realmId(), claim.epoch(), control);
        if (realm.isPrimary()) {
            Sql.update(connection, "update MR_STREAM set COPY_CURSOR = 'done' where REALM_ID = ?", realm.realmId());
        }
        Sql.update(connection, "delete from MR_PART where REALM_ID = ?", realm.realmId());
    }

    private static void role(
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
