package io.multiregion.engine.receive.known;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.part.Numbers;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** The numbers of orders: none is taken twice, and none leaps so far that nothing comes after it. Works in the caller's transaction. */
public final class OrderNumbers {

    private final Clock clock;

    public OrderNumbers(Clock clock) {
        this.clock = clock;
    }

    /** Those that were taken. */
    public Numbers numbers(Connection connection, String realmId) throws SQLException {
        return StreamRows.numbers(connection, realmId, clock.millis());
    }

    /** The answer to an order whose number leaps; empty if it does not. */
    public Optional<Answer> refusal(Connection connection, String realmId, long control) throws SQLException {
        return numbers(connection, realmId).reach(control)
                ? Optional.empty()
                : Optional.of(Answer.refused(
                        "the number of the order is " + control + ", out of reach of those that were taken"));
    }

    /** Whether it is a new one, of the stream that the realm is fed by. From then on it is not. */
    public boolean take(Connection connection, RealmState realm, long control) throws SQLException {
        return RoleRows.take(connection, realm.realmId(), realm.epoch(), realm.stream(), control);
    }
}
