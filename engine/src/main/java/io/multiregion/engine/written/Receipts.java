package io.multiregion.engine.written;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Wait;
import io.multiregion.engine.journal.Written.Write;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.written.Receipt.Unconfirmed;
import io.multiregion.engine.written.SemiSync.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Tells writers of a primary where their write stands, and waits for other regions where the realm asks for that: after the commit, with no
 * transaction or lock.
 */
public final class Receipts {

    private static final Logger LOG = Logger.getLogger(Receipts.class);

    /** How many writers wait at a time on this node, and of one realm: the others are answered at once. */
    static final int AT_ONCE = 24;

    static final int OF_A_REALM = 8;

    private final String region;
    private final Connections connections;
    private final Topology topology;
    private final WritePosition positions;
    private final Observer observer;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Semaphore> placesOfRealm = new ConcurrentHashMap<>();
    private final Map<String, Long> unconfirmed = new ConcurrentHashMap<>();

    /** @param region this region's name */
    public Receipts(String region, Connections connections, Topology topology, Cutter cutter, Observer observer) {
        this.region = region;
        this.connections = connections;
        this.topology = topology;
        this.positions = new WritePosition(connections, cutter);
        this.observer = observer;
    }

    /**
     * The receipt for what was committed on this thread. Blocks for as long as the realm asks for, and until the position is known where
     * that is asked for; never throws.
     *
     * @param asked whether somebody wants the position: finding it takes a while
     */
    public Receipt of(Write write, boolean asked) {
        try {
            Optional<SemiSync> terms = write.lasting()
                    ? connections.transaction(connection -> SemiSync.of(connection, write.realmId()))
                    : Optional.empty();
            Optional<Position> position = asked || terms.isPresent() ? positions.of(write) : Optional.empty();
            return new Receipt(position, terms.flatMap(asking -> unconfirmed(write.realmId(), position, asking)));
        } catch (RuntimeException e) {
            LOG.warnf(e, "where a write of realm %s stands is not known", write.realmId());
            return new Receipt(
                    Optional.empty(),
                    write.lasting()
                            ? Optional.of(new Unconfirmed(
                                    "the write is committed in region " + region
                                            + " and stands; whether other regions hold it could not be found out",
                                    false))
                            : Optional.empty());
        }
    }

    private Optional<Unconfirmed> unconfirmed(String realmId, Optional<Position> position, SemiSync terms) {
        Optional<String> why =
                position.isEmpty() ? Optional.of("its position is not known") : awaited(realmId, position.get(), terms);
        return why.map(because -> {
            String realm = topology.of(realmId).map(state -> state.realmName()).orElse(realmId);
            unconfirmed.merge(realm, 1L, Long::sum);
            observer.unconfirmed(realm);
            return new Unconfirmed(
                    "the write is committed in region " + region
                            + position.map(at -> " at " + at).orElse("") + " and stands, but is not confirmed: "
                            + because
                            + "; do not repeat it, it reaches the other regions as soon as they can be reached",
                    terms.policy() == Policy.REFUSE);
        });
    }

    /** Why it is not confirmed; empty if it is. */
    private Optional<String> awaited(String realmId, Position position, SemiSync terms) {
        Semaphore ofRealm = placesOfRealm.computeIfAbsent(realmId, id -> new Semaphore(OF_A_REALM));
        if (!ofRealm.tryAcquire()) {
            return Optional.of("too many writers of this realm wait for that already");
        }
        try {
            if (!places.tryAcquire()) {
                return Optional.of("too many writers wait for that already");
            }
            try {
                return inPlace(realmId, position, terms);
            } finally {
                places.release();
            }
        } finally {
            ofRealm.release();
        }
    }

    private Optional<String> inPlace(String realmId, Position position, SemiSync terms) {
        List<ReplicaState> replicas = replicas(realmId);
        if (replicas.size() < terms.replicas()) {
            return Optional.of(
                    "the realm has " + replicas.size() + " whole replicas, and " + terms.replicas() + " must hold it");
        }
        boolean held = Wait.upTo(terms.timeout(), () -> holding(replicas(realmId), position) >= terms.replicas());
        return held
                ? Optional.empty()
                : Optional.of(holding(replicas(realmId), position) + " of " + terms.replicas()
                        + " regions have confirmed it within " + terms.timeout().toMillis() + " ms");
    }

    private List<ReplicaState> replicas(String realmId) {
        return connections.transaction(connection -> ReplicaRows.of(connection, realmId)).stream()
                .filter(replica ->
                        replica.status() == ReplicaStatus.ACTIVE || replica.status() == ReplicaStatus.INACTIVE)
                .filter(replica -> replica.copyCursor().equals(Batch.COPY_DONE))
                .toList();
    }

    private static long holding(List<ReplicaState> replicas, Position position) {
        return replicas.stream()
                .filter(replica -> !position.isAfter(replica.acknowledged()))
                .count();
    }

    /** How many writes were not confirmed since this node began, by the name of the realm. */
    public Map<String, Long> unconfirmed() {
        return new TreeMap<>(unconfirmed);
    }
}
