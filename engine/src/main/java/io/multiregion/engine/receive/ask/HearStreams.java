package io.multiregion.engine.receive.ask;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.Heard;
import io.multiregion.engine.state.store.MemberRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.vitals.Bulletin;
import io.multiregion.engine.vitals.Condition;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Notes where the streams of several realms stand: with a few statements for all of them, in one transaction that waits for none. What
 * needs more is not confirmed, and its primary asks by itself: a copy that stands elsewhere, is at work, or is to be compared.
 */
final class HearStreams implements Act {

    private static final Logger LOG = Logger.getLogger(HearStreams.class);

    private final Connections connections;
    private final Holders holders;
    private final Journal journal;
    private final Bulletin bulletin;
    private final Clock clock;

    HearStreams(Connections connections, Holders holders, Journal journal, Bulletin bulletin, Clock clock) {
        this.connections = connections;
        this.holders = holders;
        this.journal = journal;
        this.bulletin = bulletin;
        this.clock = clock;
    }

    @Override
    public Answer take(Told told) throws IOException {
        Map<String, Heartbeats.Stream> streams = new LinkedHashMap<>();
        Heartbeats heartbeats = told.request(Heartbeats.class);
        heartbeats.streams().forEach(stream -> streams.put(stream.realmId(), stream));
        Set<String> confirmed = confirmed(told.header(), streams);
        return new Answer.Unconfirmed(
                streams.keySet().stream()
                        .filter(realmId -> !confirmed.contains(realmId))
                        .toList(),
                exchanged(told.header().from(), heartbeats));
    }

    /** Whoever tells how it does, is told how this region does. */
    private Optional<Vitals> exchanged(String from, Heartbeats heartbeats) {
        if (heartbeats.vitals().isEmpty()) {
            return Optional.empty();
        }
        bulletin.told(from, heartbeats.vitals().get());
        List<MemberRows.Told> others =
                heartbeats.others().stream().map(this::other).toList();
        try {
            connections.run(connection -> MemberRows.tell(connection, from, others));
        } catch (RuntimeException e) {
            LOG.debugf(e, "what region %s says of other regions was not noted", from);
        }
        return Optional.of(bulletin.answer(from));
    }

    private MemberRows.Told other(Heartbeats.Other other) {
        return new MemberRows.Told(
                other.realmId(),
                other.region(),
                Condition.read(other.state()).name(),
                Math.max(0, other.lagMillis()),
                Math.max(0, other.behindResources()),
                other.position(),
                clock.millis());
    }

    /** If it fails for all, each is heard by itself: what stops one says nothing of the others. */
    private Set<String> confirmed(Header header, Map<String, Heartbeats.Stream> told) {
        try {
            doubt(header, told);
            return connections.transaction(connection -> hear(connection, header, told));
        } catch (RuntimeException e) {
            LOG.debugf(e, "heartbeats of region %s for %d realms failed here", header.from(), told.size());
            return told.size() < 2
                    ? Set.of()
                    : told.entrySet().stream()
                            .flatMap(one -> confirmed(header, Map.of(one.getKey(), one.getValue())).stream())
                            .collect(Collectors.toSet());
        }
    }

    private Set<String> hear(Connection connection, Header header, Map<String, Heartbeats.Stream> told)
            throws SQLException {
        Set<String> idle = idle(connection, told.keySet());
        List<RealmState> fed = new ArrayList<>();
        for (RealmState realm : RealmRows.of(connection, idle)) {
            if (isFed(realm, header, told.get(realm.realmId()))) {
                fed.add(realm);
            }
        }
        return note(connection, header, fed, told);
    }

    /** Makes others wait for the streams of those copies that nobody works on, and that need no comparison. */
    private static Set<String> idle(Connection connection, Set<String> realmIds) throws SQLException {
        String free = Dialect.of(connection)
                .lockFree("select REALM_ID from MR_STREAM where COMPARE = 0 and REALM_ID in "
                        + Sql.places(realmIds.size()));
        return realmIds.isEmpty()
                ? Set.of()
                : Set.copyOf(Sql.list(connection, free, row -> row.getString(1), realmIds.toArray()));
    }

    /** What they say of realms that this region leads. */
    private void doubt(Header header, Map<String, Heartbeats.Stream> told) {
        for (RealmState realm : connections.transaction(connection -> RealmRows.of(connection, told.keySet()))) {
            holders.doubt(realm, claim(header, told.get(realm.realmId())));
        }
    }

    private static Claim claim(Header header, Heartbeats.Stream stream) {
        return new Claim(stream.epoch(), header.from());
    }

    /** Whether it is a copy that this stream feeds. */
    private static boolean isFed(RealmState realm, Header header, Heartbeats.Stream stream) {
        return realm.isSecondary()
                && realm.claim().equals(claim(header, stream))
                && realm.stream().equals(stream.stream())
                && realm.status() != ReplicaStatus.FORGOTTEN;
    }

    private Set<String> note(
            Connection connection, Header header, List<RealmState> fed, Map<String, Heartbeats.Stream> told)
            throws SQLException {
        List<Heard> heard = fed.stream()
                .map(realm -> heard(header, realm, told.get(realm.realmId())))
                .toList();
        int[] noted = StreamRows.heard(connection, heard, clock.millis());
        Set<String> confirmed = new HashSet<>();
        for (int i = 0; i < noted.length; i++) {
            RealmState realm = fed.get(i);
            Heartbeats.Stream stream = told.get(realm.realmId());
            if (noted[i] == 1) {
                if (isThere(realm, stream)) {
                    confirmed.add(realm.realmId());
                }
                if (stream.heartbeat().floor() > realm.floor()) {
                    journal.trim(connection, realm.realmId(), stream.heartbeat().floor());
                }
            }
        }
        return confirmed;
    }

    private static boolean isThere(RealmState realm, Heartbeats.Stream stream) {
        return realm.position().equals(stream.position());
    }

    private static Heard heard(Header header, RealmState realm, Heartbeats.Stream stream) {
        boolean whole = isThere(realm, stream) && stream.heartbeat().levelAt() > 0;
        return new Heard(
                realm.realmId(),
                realm.stream(),
                stream.position(),
                header.schema(),
                whole ? stream.heartbeat().levelAt() : realm.levelAt().toEpochMilli(),
                stream.heartbeat().number(),
                whole,
                stream.heartbeat().publicUrl());
    }
}
