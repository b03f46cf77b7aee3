package io.multiregion.engine.receive.role;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.OrderNumbers;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.StreamId;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.succession.Succession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Another region says that it is the primary now. A higher claim is followed, whatever this region was until then, if the other region
 * may lead and the claim is no leap. Otherwise this region stays what it is, and says so to both sides' operators.
 */
public final class FollowPrimary implements Act {

    private static final Logger LOG = Logger.getLogger(FollowPrimary.class);

    private final Connections connections;
    private final Consents consents;
    private final Succession succession;
    private final OrderNumbers numbers;
    private final Map<String, String> said = new ConcurrentHashMap<>();

    /** @param consents whom this region's operators let lead */
    public FollowPrimary(Connections connections, Consents consents, Succession succession, OrderNumbers numbers) {
        this.connections = connections;
        this.consents = consents;
        this.succession = succession;
        this.numbers = numbers;
    }

    @Override
    public Answer take(Told told) throws IOException {
        RoleOrder.Follow order = told.request(RoleOrder.Follow.class);
        return connections.transaction(connection -> {
            RealmState realm =
                    RoleRows.lock(connection, told.header().realmId()).orElseThrow();
            return take(connection, realm, told, order);
        });
    }

    private Answer take(Connection connection, RealmState realm, Told told, RoleOrder.Follow order)
            throws SQLException {
        if (isOfAnotherStream(realm, told)) {
            return Answer.refused("it is of another stream of this realm than the one that began with this primary");
        }
        Optional<Answer> outOfReach = numbers.refusal(connection, realm.realmId(), order.control());
        if (outOfReach.isPresent()) {
            return outOfReach.get();
        }
        if (realm.claim().equals(told.claim())) {
            return again(connection, realm, order);
        }
        return told.claim().outranks(realm.claim())
                ? follow(connection, realm, told, order)
                : Answer.stale("region " + realm.primaryRegion() + " is the primary", realm.primary());
    }

    private static boolean isOfAnotherStream(RealmState realm, Told told) {
        Header header = told.header();
        return header.stream().equals(StreamId.NONE)
                || realm.claim().equals(told.claim()) && !realm.stream().equals(header.stream());
    }

    /** It is followed already. */
    private Answer again(Connection connection, RealmState realm, RoleOrder.Follow order) throws SQLException {
        if (numbers.take(connection, realm, order.control())) {
            succession.hold(connection, realm.realmId(), order.terms());
        }
        return Answer.ok(StreamRows.cursor(connection, realm.realmId()));
    }

    private Answer follow(Connection connection, RealmState realm, Told told, RoleOrder.Follow order)
            throws SQLException {
        Optional<String> refusal = consents.refusesClaim(told.claim(), realm);
        if (refusal.isPresent()) {
            return disbelieved(connection, realm, told.claim(), refusal.get());
        }
        succession.follow(connection, realm, told.claim(), told.header().stream(), order);
        return Answer.ok(StreamRows.cursor(connection, realm.realmId()));
    }

    private Answer disbelieved(Connection connection, RealmState realm, Claim theirs, String refusal)
            throws SQLException {
        String error = "region " + theirs.region() + " says that it is the primary since epoch " + theirs.epoch()
                + " and is not followed: " + refusal;
        if (!error.equals(said.put(realm.realmId(), error))) {
            LOG.warnf("realm %s: %s", realm.realmName(), error);
        }
        StreamRows.erred(connection, realm.realmId(), error);
        return Answer.refused(refusal);
    }
}
