package io.multiregion.engine.receive.ask;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.onelog.OneLog;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Adds what has happened in a region that holds the realm to this primary's log, if the realm asks for that. */
final class TakeEvents implements Act {

    private static final Logger LOG = Logger.getLogger(TakeEvents.class);

    private final String region;
    private final Connections connections;
    private final Clock clock;

    TakeEvents(String region, Connections connections, Clock clock) {
        this.region = region;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public Answer take(Told told) throws IOException {
        Inquiry.Events theirs = told.request(Inquiry.Events.class);
        String realmId = told.realm().realmId();
        String from = told.header().from();
        return connections.transaction(connection -> {
            Optional<RealmState> realm = RealmRows.of(connection, realmId).filter(RealmState::isPrimary);
            if (realm.isEmpty()) {
                return Answer.refused("region " + region + " is not the primary of this realm");
            }
            if (!OneLog.isAsked(connection, realmId)) {
                return Answer.refused("this realm does not ask for one log, as region " + region + " knows");
            }
            int left = OneLog.take(connection, realmId, from, theirs.events(), clock.millis());
            if (left > 0) {
                LOG.warnf(
                        "realm %s: %d events of region %s are left out of the log: they are none of Keycloak's",
                        realm.get().realmName(), left, from);
            }
            return Answer.ok();
        });
    }
}
