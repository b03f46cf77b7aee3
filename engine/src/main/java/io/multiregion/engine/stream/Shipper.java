package io.multiregion.engine.stream;

import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.node.Tick;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.stream.line.Home;
import io.multiregion.engine.stream.line.Others;
import io.multiregion.engine.stream.line.StreamRoute;
import io.multiregion.engine.verify.Verification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Ships all realms that this region is the primary of, on the one node that holds the lease. */
public final class Shipper implements Tick {

    private final Home home;
    private final Node node;
    private final OtherNodes nodes;
    private final Streams streams;
    private final Map<StreamRoute, StreamLoop> loops = new LinkedHashMap<>();

    public Shipper(Home home, Others others, Digests digests, Inventory inventory, Node node, OtherNodes nodes) {
        this.home = home;
        this.node = node;
        this.nodes = nodes;
        Verification verification =
                new Verification(home.connections(), digests, inventory, node.lease()::check, Verification.PAGE);
        this.streams = new Streams(home, others, verification, node);
    }

    /** After a commit, on the writer's thread: has the node that ships do so at once. Does not block. */
    public void committed(String realmId) {
        if (node.isLeading()) {
            wake(realmId);
        } else {
            nodes.committed(realmId);
        }
    }

    /** Ships a realm's new changes at once, if this node is the one that ships. Never blocks on the network. */
    public void wake(String realmId) {
        if (node.isLeading()) {
            each(route -> route.realmId().equals(realmId)).forEach(StreamLoop::wake);
        }
    }

    /** Tries again at once what has failed for a region that was heard of just now. */
    public void heard(String realmId, String region) {
        each(route -> route.realmId().equals(realmId) && route.to().equals(region))
                .forEach(StreamLoop::hear);
    }

    private List<StreamLoop> each(Predicate<StreamRoute> which) {
        synchronized (loops) {
            return loops.entrySet().stream()
                    .filter(entry -> which.test(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    /** Looks for new and removed replicas. */
    @Override
    public void tick(boolean leading) {
        List<ReplicaState> replicas = leading ? home.connections().transaction(ReplicaRows::all) : List.of();
        adopt(replicas);
        streams.greet(replicas);
    }

    private void adopt(List<ReplicaState> replicas) {
        Set<StreamRoute> wanted = replicas.stream().map(streams::route).collect(Collectors.toSet());
        synchronized (loops) {
            loops.entrySet().removeIf(entry -> {
                if (!wanted.contains(entry.getKey())) {
                    entry.getValue().stop();
                    return true;
                }
                return entry.getValue().isStopped();
            });
            wanted.forEach(route -> loops.computeIfAbsent(route, this::begin));
        }
    }

    private StreamLoop begin(StreamRoute route) {
        String realm = realmName(route.realmId());
        StreamLoop loop = new StreamLoop(
                "replication of realm " + realm + " to region " + route.to(),
                streams.along(route),
                node.threads().streams().of(route.to()),
                () -> home.observer().shipFailed(route.to(), realm));
        loop.begin();
        return loop;
    }

    private String realmName(String realmId) {
        return home.topology().of(realmId).map(RealmState::realmName).orElse(realmId);
    }
}
