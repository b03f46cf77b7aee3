package io.multiregion.engine.receive.ask;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.Inquiry.LoggedEvent;
import io.multiregion.engine.onelog.Allowance;
import io.multiregion.engine.onelog.OneLog;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Adds what has happened in a region that holds the realm to this primary's log, if the realm asks for that. */
final class TakeEvents implements Act {

    private static final Logger LOG = Logger.getLogger(TakeEvents.class);

    private final String region;
    private final Connections connections;
    private final Clock clock;
    private final Allowance allowance = new Allowance();

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
            long most = OneLog.most(connection, realmId);
            if (most == 0) {
                return Answer.refused("this realm does not ask for one log, as region " + region + " knows");
            }
            if (!isWithin(realm.get(), from, theirs.events(), most)) {
                return Answer.refused("region " + from + " has told as many events of this realm today as region "
                        + region + " takes: the others wait");
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

    private boolean isWithin(RealmState realm, String from, List<LoggedEvent> events, long most) {
        Allowance.Verdict verdict = allowance.spend(realm.realmId(), from, events, most, clock.instant());
        if (verdict == Allowance.Verdict.EXHAUSTED) {
            LOG.warnf(
                    "realm %s: region %s has told %d events today, and this node takes no more of it before tomorrow (UTC). They"
                            + " wait there for a week. Find out what happens there; if that is usual, set the realm's attribute"
                            + " %s to a greater number",
                    realm.realmName(), from, most, OneLog.ASKED);
        }
        return verdict == Allowance.Verdict.WITHIN;
    }
}
