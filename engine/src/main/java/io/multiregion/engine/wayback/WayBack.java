package io.multiregion.engine.wayback;

import io.multiregion.engine.back.Returns;
import io.multiregion.engine.back.Returns.Due;
import io.multiregion.engine.back.Returns.Waiting;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.metrics.Figure;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.metrics.Reading;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.work.OncePerRealm;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * Sends what this region has written of its copies to their primaries, on the one node that ships: as soon as it is committed, and once a
 * second what could not be sent. A primary that can't be reached is waited for; what waits is one entry for each resource.
 */
public final class WayBack {

    private static final Logger LOG = Logger.getLogger(WayBack.class);

    /** After this, what the primary has taken has come back. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Connections connections;
    private final Topology topology;
    private final Peer peer;
    private final ResourceRows resources;
    private final Node node;
    private final OncePerRealm turns;
    private final Observer observer;
    private final Clock clock;
    private final Set<String> due = ConcurrentHashMap.newKeySet();

    /** The realms whose primary was not reached last: it is knocked at once a second, with little, whatever is written meanwhile. */
    private final Set<String> unreached = ConcurrentHashMap.newKeySet();

    public WayBack(
            Connections connections,
            Topology topology,
            Peer peer,
            ResourceRows resources,
            Node node,
            Observer observer,
            Clock clock) {
        this.connections = connections;
        this.topology = topology;
        this.peer = peer;
        this.resources = resources;
        this.node = node;
        this.turns = new OncePerRealm(node.threads().streams());
        this.observer = observer;
        this.clock = clock;
    }

    /** Looks at all realms once, and tells what waits. Does not block on the network. */
    public void look() {
        Map<String, Waiting> waiting = connections.transaction(connection -> {
            Returns.forgetOld(connection, clock.instant().minus(KEPT).toEpochMilli());
            return Returns.waiting(connection);
        });
        waiting.keySet().forEach(this::begin);
        show(Figure.LAG_BACK, waiting, late -> Math.max(0, clock.millis() - late.since()));
        show(Figure.DEPTH_BACK, waiting, Waiting::entries);
    }

    private void show(Figure figure, Map<String, Waiting> waiting, ToLongFunction<Waiting> value) {
        List<Reading> readings = new ArrayList<>();
        topology.all().stream().filter(RealmState::isSecondary).forEach(realm -> {
            Waiting late = waiting.get(realm.realmId());
            readings.add(
                    Reading.of(late == null ? 0 : value.applyAsLong(late), realm.primaryRegion(), realm.realmName()));
        });
        observer.shows(figure, readings);
    }

    /** Sends what a realm has, if this is the node that ships. Does not block. */
    public void wake(String realmId) {
        if (node.isLeading() && !unreached.contains(realmId)) {
            due.add(realmId);
            begin(realmId);
        }
    }

    private void begin(String realmId) {
        Optional<RealmState> copy = sending(realmId);
        if (copy.isEmpty()) {
            due.remove(realmId);
            unreached.remove(realmId);
            return;
        }
        turns.begin(realmId, copy.get().primaryRegion(), () -> isMoreDue(realmId), () -> begin(realmId));
    }

    private Optional<RealmState> sending(String realmId) {
        return topology.secondary(realmId)
                .filter(realm -> realm.status() == ReplicaStatus.ACTIVE || realm.status() == ReplicaStatus.INACTIVE);
    }

    /** Sends all there is; whether there is more by then. */
    private boolean isMoreDue(String realmId) {
        due.remove(realmId);
        try {
            Optional<RealmState> copy = sending(realmId);
            while (copy.isPresent() && hasSent(copy.get())) {
                copy = sending(realmId);
            }
        } catch (TransportException e) {
            unreached.add(realmId);
            connections.run(connection -> Returns.compact(connection, realmId));
            LOG.debugf("realm %s: what was written here waits for its primary: %s", realmId, e.getMessage());
            return false;
        }
        return due.contains(realmId);
    }

    /** Sends one page; false if there was none, or the primary does not take it. */
    private boolean hasSent(RealmState copy) {
        ReturnPage page = connections.snapshot(connection -> ReturnPage.next(
                connection, copy.realmId(), resources, clock.millis(), unreached.contains(copy.realmId())));
        connections.run(connection -> Returns.drop(connection, copy.realmId(), page.none()));
        if (page.sent().isEmpty()) {
            return !page.none().isEmpty();
        }
        Answer answer = give(copy, page);
        if (answer.outcome() != Answer.Outcome.FAILED) {
            return answer.outcome() == Answer.Outcome.OK;
        }
        return areTakenSingly(copy, page.sent());
    }

    /** One that can't be taken is no reason to keep the others. */
    private boolean areTakenSingly(RealmState copy, List<Due> all) {
        boolean any = false;
        for (Due one : all) {
            ReturnPage page = connections.snapshot(
                    connection -> ReturnPage.of(connection, copy.realmId(), List.of(one), resources, clock.millis()));
            Answer answer = page.sent().isEmpty() ? Answer.ok() : give(copy, page);
            if (answer.outcome() == Answer.Outcome.FAILED) {
                notTaken(copy, one, answer);
            } else if (answer.outcome() != Answer.Outcome.OK) {
                return any;
            } else {
                any = true;
            }
        }
        return any;
    }

    private Answer give(RealmState copy, ReturnPage page) {
        Answer answer = peer.giveBack(copy, page.rows()).answer();
        unreached.remove(copy.realmId());
        if (answer instanceof Answer.Merged merged) {
            connections.run(connection ->
                    Returns.merged(connection, copy.realmId(), page.sent(), merged.merged(), clock.millis()));
        }
        return answer;
    }

    private void notTaken(RealmState copy, Due one, Answer answer) {
        long again = clock.millis() + Math.min(LONGEST_PAUSE.toMillis(), 1000L << Math.min(one.tries(), 10));
        connections.run(connection -> Returns.failed(connection, one, again));
        if (one.tries() == 0) {
            LOG.warnf(
                    "realm %s: region %s does not take what was written here of a %s, and is asked again: %s",
                    copy.realmName(),
                    copy.primaryRegion(),
                    one.change().resource().kind(),
                    answer.error());
        }
    }
}
