package io.multiregion.engine.receive.ask;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Heard;
import io.multiregion.engine.state.store.StreamRows;
import java.io.IOException;
import java.time.Clock;

/**
 * Notes where the primary stands; a copy that has all of it is level as of the moment that the heartbeat tells, and what went wrong
 * before no longer matters. An old heartbeat is answered and not noted: whoever repeats one cannot have a primary look alive.
 */
final class HearStream implements Act {

    private final String region;
    private final Connections connections;
    private final Journal journal;
    private final Clock clock;

    HearStream(String region, Connections connections, Journal journal, Clock clock) {
        this.region = region;
        this.connections = connections;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public Answer take(Told told) throws IOException {
        Heartbeat heartbeat = told.request(Heartbeat.class);
        return hear(told.realm(), told.header().position(), told.header().schema(), heartbeat);
    }

    /** @param schema of the message that it came in, which may be about several */
    Answer hear(RealmState realm, Position position, String schema, Heartbeat heartbeat) {
        return connections.transaction(connection -> {
            boolean there = realm.position().equals(position);
            boolean whole = there && heartbeat.levelAt() > 0;
            boolean doubted = StreamRows.isDoubted(connection, realm.realmId())
                    && !(whole && StreamRows.compared(connection, realm.realmId(), heartbeat.sentAt()));
            long known = realm.levelAt().toEpochMilli();
            long levelAt = there && !doubted ? Math.max(heartbeat.levelAt(), known) : known;
            Heard heard = new Heard(position, schema, levelAt, heartbeat.sentAt(), whole);
            if (StreamRows.heard(connection, realm, heard, clock.millis())) {
                journal.trim(connection, realm.realmId(), heartbeat.floor());
            }
            if (!there) {
                return Answer.gap("region " + region + " is at " + realm.position());
            }
            return doubted
                    ? Answer.of(
                            Answer.Outcome.COMPARE,
                            "Keycloak has migrated the database of region " + region + ": its rows are to be compared")
                    : Answer.ok();
        });
    }
}
