package io.multiregion.engine.onelog;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.Inquiry.LoggedEvent;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells primaries what has happened on this secondary, in small batches, oldest first. What is noted waits while a primary can't be
 * reached, for a week at most; it stays in this region's own store in any case.
 */
public final class Reporter {

    private record Batch(List<EventNotes.Note> notes, List<LoggedEvent> events) {}

    private static final Logger LOG = Logger.getLogger(Reporter.class);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final int AT_ONCE = 200;
    private static final int LETTERS = 500_000;
    private static final int BATCHES = 20;

    private final Connections connections;
    private final Topology topology;
    private final Peer peer;
    private final Clock clock;
    private final Map<String, Instant> notBefore = new HashMap<>();

    public Reporter(Connections connections, Topology topology, Peer peer, Clock clock) {
        this.connections = connections;
        this.topology = topology;
        this.peer = peer;
        this.clock = clock;
    }

    /** Tells what is due. Blocks on the network; called again a second later, never by two threads at once. */
    public void look() {
        List<String> realms = connections.transaction(EventNotes::realms);
        notBefore.keySet().retainAll(realms);
        for (String realmId : realms) {
            Optional<RealmState> copy = topology.secondary(realmId);
            if (copy.isEmpty()) {
                // this region has the realm's log now, or nothing of it
                connections.run(connection -> EventNotes.forget(connection, realmId));
            } else if (!clock.instant().isBefore(notBefore.getOrDefault(realmId, Instant.EPOCH))) {
                report(copy.get());
            }
        }
    }

    private void report(RealmState realm) {
        for (int i = 0; i < BATCHES; i++) {
            Batch batch = connections.transaction(connection -> {
                EventNotes.outlived(connection, realm.realmId(), clock.millis() - KEPT.toMillis());
                return batch(connection, realm.realmId());
            });
            if (batch.notes().isEmpty()) {
                return;
            }
            if (!batch.events().isEmpty() && !isTold(realm, batch.events())) {
                notBefore.put(realm.realmId(), clock.instant().plus(PAUSE));
                return;
            }
            connections.run(connection -> EventNotes.told(connection, realm.realmId(), batch.notes()));
        }
    }

    private static Batch batch(Connection connection, String realmId) throws SQLException {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        int letters = 0;
        for (EventNotes.Note note : EventNotes.due(connection, realmId, AT_ONCE)) {
            if (letters > LETTERS) {
                break;
            }
            batch.notes().add(note);
            Optional<LoggedEvent> event = EventRows.of(connection, realmId, note);
            event.ifPresent(batch.events()::add);
            letters += event.stream()
                    .flatMap(one -> one.values().values().stream())
                    .mapToInt(String::length)
                    .sum();
        }
        return batch;
    }

    private boolean isTold(RealmState realm, List<LoggedEvent> events) {
        try {
            Answer answer = peer.ask(
                            realm.primaryRegion(), realm.primaryUrl(), realm.realmId(), new Inquiry.Events(events))
                    .answer();
            if (answer.outcome() != Answer.Outcome.OK) {
                LOG.debugf("realm %s: events wait here: %s", realm.realmName(), answer.error());
            }
            return answer.outcome() == Answer.Outcome.OK;
        } catch (TransportException e) {
            LOG.debugf("realm %s: events wait here: %s", realm.realmName(), e.getMessage());
            return false;
        }
    }
}
