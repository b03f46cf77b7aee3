package io.multiregion.engine.written;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.work.TimedCrew;
import io.multiregion.engine.written.Reading.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Requests that wait until this region has a position. They hold no thread: one thread looks for all of them, with a query for each realm
 * that any of them waits for.
 */
public final class Readers {

    private static final Logger LOG = Logger.getLogger(Readers.class);

    /** How many wait at a time; more are answered at once. */
    static final int MOST = 1000;

    private static final Duration STEP = Duration.ofMillis(20);

    /** What another node of this region has applied has left the caches of this one by then. */
    private static final Duration OTHER_NODES = Duration.ofMillis(50);

    private final Connections connections;
    private final Topology topology;
    private final Landings landings;
    private final Duration longest;
    private final TimedCrew crew = TimedCrew.of("multi-region-read", 1);
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param longest how long one waits */
    public Readers(Connections connections, Topology topology, Landings landings, Duration longest) {
        this.connections = connections;
        this.topology = topology;
        this.landings = landings;
        this.longest = longest;
    }

    private static final class Waiting {

        private final String realmId;
        private final Position wanted;
        private final Consumer<Reading> then;
        private final long began = System.nanoTime();
        private long reachedAt;
        private Set<Object> landing;

        private Waiting(String realmId, Position wanted, Consumer<Reading> then) {
            this.realmId = realmId;
            this.wanted = wanted;
            this.then = then;
        }
    }

    /**
     * Waits until a position is here, it is certain that it never will be, or it took too long. Does not block.
     *
     * @param then called once, on another thread or before this returns; must not block
     */
    public void read(String realmId, Position wanted, Consumer<Reading> then) {
        if (waiting.size() >= MOST) {
            then.accept(new Reading(Verdict.CROWDED, wanted, known(realmId)));
            return;
        }
        waiting.add(new Waiting(realmId, wanted, then));
        look(Duration.ZERO);
    }

    private Position known(String realmId) {
        return topology.of(realmId).map(realm -> realm.position()).orElse(Position.START);
    }

    private void look(Duration delay) {
        if (looking.compareAndSet(false, true)) {
            try {
                crew.schedule(this::lookNow, delay);
            } catch (RejectedExecutionException e) {
                stop();
            }
        }
    }

    private void lookNow() {
        looking.set(false);
        Map<String, Optional<Reach>> reached = new HashMap<>();
        try {
            for (Waiting one : List.copyOf(waiting)) {
                judge(one, reached.computeIfAbsent(one.realmId, this::reach));
            }
        } finally {
            if (!waiting.isEmpty()) {
                look(STEP);
            }
        }
    }

    private Optional<Reach> reach(String realmId) {
        try {
            return connections.transaction(connection -> Reach.of(connection, realmId));
        } catch (RuntimeException e) {
            LOG.debugf(e, "it is not known how far realm %s is", realmId);
            return Optional.of(new Reach(Position.START, false, List.of()));
        }
    }

    /** A realm that is not replicated any more is this region's own. */
    private void judge(Waiting one, Optional<Reach> reached) {
        Verdict verdict = reached.map(reach -> reach.of(one.wanted)).orElse(Verdict.REACHED);
        boolean late = System.nanoTime() - one.began >= longest.toNanos();
        if (verdict == Verdict.LOST || late || verdict == Verdict.REACHED && hasLanded(one)) {
            end(one, verdict, reached.map(Reach::position).orElse(Position.START));
        }
    }

    /** Whether the server's caches know of it: first of all they have to forget what was there before. */
    private boolean hasLanded(Waiting one) {
        if (one.landing == null) {
            one.landing = landings.now();
            one.reachedAt = System.nanoTime();
        }
        if (one.landing.stream().anyMatch(landings::isUnderWay)) {
            return false;
        }
        boolean longHere = topology.age().compareTo(OTHER_NODES) >= 0 && !one.wanted.isAfter(known(one.realmId));
        return longHere || System.nanoTime() - one.reachedAt >= OTHER_NODES.toNanos();
    }

    private void end(Waiting one, Verdict verdict, Position reached) {
        if (waiting.remove(one)) {
            try {
                one.then.accept(new Reading(verdict, one.wanted, reached));
            } catch (RuntimeException e) {
                LOG.warnf(e, "a request that waited for position %s does not go on", one.wanted);
            }
        }
    }

    /** Nobody waits after this. */
    public void stop() {
        crew.stopNow();
        for (Waiting one : new ArrayList<>(waiting)) {
            end(one, Verdict.NOT_YET, known(one.realmId));
        }
    }
}
