package io.multiregion.engine.receive.ask;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Heard;
import io.multiregion.engine.state.store.StreamRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/**
 * Notes where the primary stands; a copy that has all of it is level as of the moment that the heartbeat tells, and what went wrong
 * before no longer matters. An old heartbeat is not noted, and its sender told what was said later: whoever repeats one cannot have a
 * primary look alive, and a primary whose clock was set back goes on from there.
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
        return hear(told.realm(), told.header(), heartbeat);
    }

    private Answer hear(RealmState realm, Header header, Heartbeat heartbeat) {
        return connections.transaction(connection -> {
            long said = said(connection, realm.realmId());
            if (said >= heartbeat.number()) {
                return new Answer.SaidBefore(said);
            }
            boolean there = realm.position().equals(header.position());
            boolean whole = there && heartbeat.levelAt() > 0;
            boolean doubted = StreamRows.isDoubted(connection, realm.realmId())
                    && !(whole && StreamRows.compared(connection, realm.realmId(), heartbeat.number()));
            long levelAt =
                    whole && !doubted ? heartbeat.levelAt() : realm.levelAt().toEpochMilli();
            Heard heard = new Heard(
                    realm.realmId(),
                    realm.stream(),
                    header.position(),
                    header.schema(),
                    levelAt,
                    heartbeat.number(),
                    whole,
                    heartbeat.publicUrl());
            if (StreamRows.heard(connection, List.of(heard), clock.millis())[0] == 1) {
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

    /** The number of what the primary said last, as far as it was noted. */
    private static long said(Connection connection, String realmId) throws SQLException {
        return Sql.first(connection, "select SAID_AT from MR_STREAM where REALM_ID = ?", row -> row.getLong(1), realmId)
                .orElse(0L);
    }
}
