package io.multiregion.engine.state.store;

import io.multiregion.engine.kept.PartRows;
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

/** What changes in several tables at once when a region's role for a realm does. Methods work in the caller's transaction. */
public final class RoleRows {

    private RoleRows() {}

    /** Waits for the writers that are about to commit, makes those who come later wait, and returns the realm's state. */
    public static Optional<RealmState> lock(Connection connection, String realmId) throws SQLException {
        RealmRows.lock(connection, realmId);
        StreamRows.lock(connection, realmId);
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
        boolean taken = StreamRows.take(connection, realmId, stream, control);
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
        long known = StreamRows.control(connection, realmId);
        return control >= 0 && Reach.ORDER.covers(Math.max(known, now), control);
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
                && RealmRows.doubt(connection, realmId);
    }

    /** Makes this region the primary at an epoch; the stream goes on from the position that was reached. */
    public static void lead(Connection connection, RealmState realm, Claim claim, URI url, long now)
            throws SQLException {
        RealmRows.setRole(connection, realm.realmId(), Role.PRIMARY, claim, url, ReplicaStatus.ACTIVE, now);
        LifeRows.raise(connection, realm.realmId(), claim.epoch(), 0);
        StreamRows.lead(connection, realm, claim.epoch());
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
        RealmRows.setRole(connection, realm.realmId(), Role.SECONDARY, claim, url, status, now);
        StreamRows.follow(connection, realm, position, stream, control, now);
        LifeRows.raise(connection, realm.realmId(), claim.epoch(), control);
        PartRows.forget(connection, realm.realmId());
    }
}
