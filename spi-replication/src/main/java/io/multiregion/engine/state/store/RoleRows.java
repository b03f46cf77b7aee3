package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.part.Numbers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements by which a region's role for a realm changes. Methods work in the caller's transaction. */
public final class RoleRows {

    private RoleRows() {}

    /** Waits for the writers that are about to commit, makes those who come later wait, and returns the realm's state. */
    public static Optional<RealmState> lock(Connection connection, String realmId) throws SQLException {
        RealmRows.lock(connection, realmId);
        // a cut that is being applied holds this one until its commit
        Sql.first(connection, "select 1 from MR_STREAM where REALM_ID = ? for update", row -> 1, realmId);
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
     * On a secondary: the numbers of orders that were taken.
     *
     * @param now in milliseconds since 1970
     */
    public static Numbers numbers(Connection connection, String realmId, long now) throws SQLException {
        return Sql.first(
                        connection,
                        "select CONTROL, CALLED_OFF from MR_STREAM where REALM_ID = ?",
                        row -> new Numbers(row.getLong(1), row.getLong(2), now),
                        realmId)
                .orElse(new Numbers(0, 0, now));
    }

    /**
     * Moves a primary by one step. Waits for the writers that are about to commit, and not for the cut that is being made: a switchover
     * holds the realm's row while the last one is shipped.
     *
     * @throws RoleMovedException if this region is no primary, or the step is refused
     */
    public static Primary move(Connection connection, String realmId, UnaryOperator<Primary> step) throws SQLException {
        RealmRows.lock(connection, realmId);
        Primary before = RealmRows.of(connection, realmId)
                .filter(RealmState::isPrimary)
                .map(Primary.class::cast)
                .orElseThrow(() -> new RoleMovedException("this region is not the primary of realm " + realmId));
        Primary next = step.apply(before);
        Sql.update(
                connection,
                "update MR_REALM set STANDING = ?, HANDOVER_TO = ?, PAUSED_AT = ? where REALM_ID = ?",
                next.standing().name(),
                next.pause().to(),
                next.pause().at().toEpochMilli(),
                realmId);
        return next;
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
        try {
            move(connection, realmId, Primary::doubt);
            return true;
        } catch (RoleMovedException e) {
            return false;
        }
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

    /** Makes this region the primary; the stream goes on from the position that was reached. */
    public static void lead(Connection connection, Primary next) throws SQLException {
        role(connection, next);
        LifeRows.raise(connection, next.realmId(), next.epoch(), 0);
        Sql.update(
                connection,
                "update MR_STREAM set EPOCH = ?, HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, COPY_CURSOR = ?, LAST_ERROR = null,"
                        + " HEARD_SCHEMA = null, STREAM = ''"
                        + " where REALM_ID = ?",
                next.position().epoch(),
                next.position().epoch(),
                next.position().sequence(),
                "done",
                next.realmId());
    }

    /**
     * Makes this region a secondary of another one.
     *
     * @param before what it was
     * @param control the number of the order that said so
     */
    public static void follow(Connection connection, RealmState before, Secondary next, long control)
            throws SQLException {
        role(connection, next);
        Sql.update(
                connection,
                "update MR_STREAM set EPOCH = ?, SEQUENCE = ?, HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, HEARD_AT = ?,"
                        + " SAID_AT = 0, HEARD_SCHEMA = null, STREAM = ?, CONTROL = ?, CALLED_OFF = 0,"
                        + " LAST_ERROR = null where REALM_ID = ?",
                next.position().epoch(),
                next.position().sequence(),
                next.heard().epoch(),
                next.heard().sequence(),
                next.heardAt().toEpochMilli(),
                next.stream(),
                control,
                next.realmId());
        LifeRows.raise(connection, next.realmId(), next.epoch(), control);
        if (before.isPrimary()) {
            Sql.update(connection, "update MR_STREAM set COPY_CURSOR = 'done' where REALM_ID = ?", next.realmId());
        }
        Sql.update(connection, "delete from MR_PART where REALM_ID = ?", next.realmId());
    }

    private static void role(Connection connection, RealmState next) throws SQLException {
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
