package io.multiregion.engine.receive.role;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.OrderNumbers;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.succession.Hearing;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.succession.Verdict;
import io.multiregion.engine.succession.Word;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Another region says that it is the primary now. A higher claim is followed, whatever this region was until then, if the other region
 * may lead and the claim is no leap. Otherwise this region stays what it is, and says so to both sides' operators.
 */
final class FollowPrimary implements Act {

    private static final Logger LOG = Logger.getLogger(FollowPrimary.class);

    private final Connections connections;
    private final Hearing hearing;
    private final Succession succession;
    private final OrderNumbers numbers;
    private final Clock clock;
    private final Map<String, String> said = new ConcurrentHashMap<>();

    public FollowPrimary(
            Connections connections, Hearing hearing, Succession succession, OrderNumbers numbers, Clock clock) {
        this.connections = connections;
        this.hearing = hearing;
        this.succession = succession;
        this.numbers = numbers;
        this.clock = clock;
    }

    @Override
    public Answer take(Told told) throws IOException {
        RoleOrder.Follow order = told.request(RoleOrder.Follow.class);
        return connections.transaction(connection -> {
            RealmState realm =
                    RoleRows.lock(connection, told.header().realmId()).orElseThrow();
            return take(connection, realm, told.word(order.control()), order);
        });
    }

    private Answer take(Connection connection, RealmState realm, Word word, RoleOrder.Follow order)
            throws SQLException {
        Verdict verdict = hearing.follow(realm, word, numbers.numbers(connection, realm.realmId()));
        if (verdict instanceof Verdict.Hold) {
            if (numbers.take(connection, realm, order.control())) {
                succession.hold(connection, realm.realmId(), order.terms());
            }
        } else if (verdict instanceof Verdict.Follow) {
            succession.follow(connection, realm, word.claim(), word.stream(), order);
        } else if (verdict instanceof Verdict.Disbelieved disbelieved) {
            return disbelieved(connection, realm, word.claim(), disbelieved.why());
        } else {
            return Unchanged.answer(realm, verdict);
        }
        return Answer.ok(StreamRows.cursor(connection, realm.realmId()));
    }

    private Answer disbelieved(Connection connection, RealmState realm, Claim theirs, String refusal)
            throws SQLException {
        String error = "region " + theirs.region() + " says that it is the primary since epoch " + theirs.epoch()
                + " and is not followed: " + refusal;
        if (!error.equals(said.put(realm.realmId(), error))) {
            LOG.warnf("realm %s: %s", realm.realmName(), error);
        }
        Remedy remedy = realm.isPrimary() ? Remedy.CHANGE_IN_PRIMARY : Remedy.CHANGE_IN_COPY;
        StreamRows.erred(connection, realm, Trouble.of(remedy, error), clock.millis());
        return Answer.refused(refusal);
    }
}
