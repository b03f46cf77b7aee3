package io.multiregion.engine.stream.line;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.vitals.Bulletin;
import io.multiregion.engine.work.RegionCrews;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * The heartbeats of idle streams. Those that are due to one region at about the same time go in one message: however many realms are
 * idle, they cost each side a signature or two a second, not one each. A stream whose heartbeat was not confirmed is told so.
 */
public final class Pulse {

    /** Idle streams look at the same instants: so long after the first of them, most have. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final Connections connections;
    private final Peer peer;
    private final RegionCrews crews;
    private final Bulletin bulletin;
    private final Clock clock;
    private final Map<To, Gathering> gatherings = new LinkedHashMap<>();

    /** @param bulletin what is told along with heartbeats */
    public Pulse(Connections connections, Peer peer, RegionCrews crews, Bulletin bulletin, Clock clock) {
        this.connections = connections;
        this.peer = peer;
        this.crews = crews;
        this.bulletin = bulletin;
        this.clock = clock;
    }

    /** Told that a heartbeat was not confirmed. */
    @FunctionalInterface
    interface Unconfirmed {

        /**
         * The secondary did not say that it stands there. Called on another thread than the stream's; must not block.
         *
         * @param failure what failed, if it said nothing
         */
        void unconfirmed(Optional<RuntimeException> failure);
    }

    /**
     * The heartbeat of one stream.
     *
     * @param heartbeat what is said of it
     * @param doubt told if the secondary does not confirm it
     */
    public record Beat(RealmState realm, ReplicaState replica, Heartbeat heartbeat, Unconfirmed doubt) {

        private Heartbeats.Stream stream() {
            return new Heartbeats.Stream(
                    realm.realmId(), replica.stream(), realm.epoch(), replica.acknowledged(), heartbeat);
        }
    }

    private record To(String region, URI url) {}

    private static final class Gathering {
        private final Map<String, Beat> due = new TreeMap<>();
        private boolean planned;
    }

    /** Sends a heartbeat some time soon. Does not block. */
    public void beat(Beat beat) {
        To to = new To(beat.replica().region(), beat.replica().url());
        synchronized (gatherings) {
            Gathering gathering = gatherings.computeIfAbsent(to, key -> new Gathering());
            gathering.due.put(beat.realm().realmId(), beat);
            plan(to, gathering);
        }
    }

    /** Tells a region how this one does, if it has been told nothing for long: one whose streams are all busy gets no heartbeats. */
    public void greet(String region, URI url) {
        if (bulletin.isOverdue(region)) {
            To to = new To(region, url);
            synchronized (gatherings) {
                plan(to, gatherings.computeIfAbsent(to, key -> new Gathering()));
            }
        }
    }

    /** One message to a region is on its way at a time. */
    private void plan(To to, Gathering gathering) {
        if (gathering.planned) {
            return;
        }
        try {
            crews.of(to.region()).schedule(() -> send(to), GATHERING);
            gathering.planned = true;
        } catch (RejectedExecutionException e) {
            gatherings.remove(to);
        }
    }

    private void send(To to) {
        List<Beat> beats = List.of();
        try {
            beats = taken(to);
            confirm(beats, unconfirmed(to, beats));
        } catch (RuntimeException e) {
            tell(beats, e);
        } catch (Error e) {
            tell(beats, new IllegalStateException("heartbeats to region " + to.region() + " failed: " + e, e));
            throw e;
        } finally {
            sent(to);
        }
    }

    private List<Beat> taken(To to) {
        synchronized (gatherings) {
            Gathering gathering = gatherings.get(to);
            List<Beat> beats =
                    gathering.due.values().stream().limit(Heartbeats.MOST).toList();
            beats.forEach(beat -> gathering.due.remove(beat.realm().realmId()));
            return beats;
        }
    }

    private static void tell(List<Beat> beats, RuntimeException failure) {
        beats.forEach(beat -> beat.doubt().unconfirmed(Optional.of(failure)));
    }

    /** What has become due meanwhile goes next. */
    private void sent(To to) {
        synchronized (gatherings) {
            Gathering gathering = gatherings.get(to);
            gathering.planned = false;
            if (gathering.due.isEmpty()) {
                gatherings.remove(to);
            } else {
                plan(to, gathering);
            }
        }
    }

    private Set<String> unconfirmed(To to, List<Beat> beats) {
        Optional<Vitals> due = bulletin.due(to.region());
        if (beats.isEmpty() && due.isEmpty()) {
            return Set.of();
        }
        List<Heartbeats.Stream> streams = beats.stream().map(Beat::stream).toList();
        Heartbeats heartbeats = new Heartbeats(streams, due, due.isEmpty() ? List.of() : others(to.region(), streams));
        long asked = clock.millis();
        Answer.Unconfirmed answer =
                Exchange.expectOk(peer.pulse(to.region(), to.url(), heartbeats)).expect(Answer.Unconfirmed.class);
        answer.vitals().ifPresent(theirs -> bulletin.answered(to.region(), theirs, asked));
        return new HashSet<>(answer.unconfirmed());
    }

    private List<Heartbeats.Other> others(String than, List<Heartbeats.Stream> streams) {
        List<String> realmIds = streams.stream().map(Heartbeats.Stream::realmId).toList();
        return bulletin.measures().others(realmIds, than).stream()
                .map(one -> new Heartbeats.Other(
                        one.realmId(),
                        one.region(),
                        one.condition().name(),
                        one.lagMillis(),
                        one.behind(),
                        one.position()))
                .toList();
    }

    private void confirm(List<Beat> beats, Set<String> unconfirmed) {
        long now = clock.millis();
        List<ReplicaState> confirmed = beats.stream()
                .filter(beat -> !unconfirmed.contains(beat.realm().realmId()))
                .map(Beat::replica)
                .toList();
        if (!confirmed.isEmpty()) {
            connections.run(connection -> ReplicaRows.confirm(connection, confirmed, now));
        }
        beats.stream()
                .filter(beat -> unconfirmed.contains(beat.realm().realmId()))
                .forEach(beat -> beat.doubt().unconfirmed(Optional.empty()));
    }
}
