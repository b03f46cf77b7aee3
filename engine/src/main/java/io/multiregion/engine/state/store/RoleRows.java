package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.records.PartRows;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What changes in several tables at once when a region's role for a realm does. Methods work in the caller's transaction. */
public final class RoleRows {

    private RoleRows() {}

    /** Waits for the writers that are about to commit, makes those who come later wait, and returns the realm's state. */
    public static Optional<RealmState> lock(Connection connection, String realmId) throws SQLException {
        RealmRows.lock(connection, realmId);
        StreamRows.lock(connection, realmId);
        return RealmRows.of(connection, realmId);
    }

    /** Whether this region may write a realm as its primary at an epoch; that stays so until the end of the transaction. */
    public static boolean admitsWrites(Connection connection, String realmId, long epoch) throws SQLException {
        return Sql.first(
                        connection,
                        Dialect.of(connection)
                                .lockForRead("select STANDING from MR_REALM where REALM_ID = ? and ROLE = 'PRIMARY'"
                                        + " and EPOCH = ?"),
                        row -> Standing.valueOf(row.getString(1)),
                        realmId,
                        epoch)
                .filter(Standing::admitsWrites)
                .isPresent();
    }

    /**
     * On a secondary: takes the number of an order if it is of the stream that feeds the copy and comes after all that were taken, and says
     * whether it did. The realm's row is locked before that of its stream, as by {@link #lock}: two orders that come at once must not
     * wait for each other.
     */
    public static boolean take(Connection connection, String realmId, long epoch, String stream, long control)
            throws SQLException {
        RealmRows.lock(connection, realmId);
        boolean taken = StreamRows.take(connection, realmId, stream, control);
        if (taken) {
            LifeRows.raise(connection, realmId, epoch, control);
        }
        return taken;
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
        RealmRows.setStanding(connection, next);
        return next;
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

    /** Makes this region the primary; the stream goes on from the position that was reached. */
    public static void lead(Connection connection, Primary next) throws SQLException {
        RealmRows.setRole(connection, next);
        LifeRows.raise(connection, next.realmId(), next.epoch(), 0);
        StreamRows.lead(connection, next);
    }

    /**
     * Makes this region a secondary.
     *
     * @param before what it was
     * @param control the number of the order
     */
    public static void follow(Connection connection, RealmState before, Secondary next, long control)
            throws SQLException {
        RealmRows.setRole(connection, next);
        StreamRows.follow(connection, before, next, control);
        LifeRows.raise(connection, next.realmId(), next.epoch(), control);
        PartRows.forget(connection, next.realmId());
    }
}
