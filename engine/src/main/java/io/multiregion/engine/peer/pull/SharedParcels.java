package io.multiregion.engine.peer.pull;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.peer.carrier.Fetching;
import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.carrier.Said;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages that pass from the node that has them to the one at which they are fetched, by the database: nobody can choose the node that a
 * load balancer leads to. Blocks for a query or two; on threads without a transaction.
 */
final class SharedParcels implements Shelf {

    /** No sender waits longer, as a rule; one who does asks again. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Connections connections;
    private final OtherNodes others;
    private final Clock clock;
    private final Duration again;

    SharedParcels(Connections connections, OtherNodes others, Clock clock, Duration again) {
        this.connections = connections;
        this.others = others;
        this.clock = clock;
        this.again = again;
    }

    void put(String region, Parcel parcel, Duration left) {
        long now = clock.millis();
        connections.run(connection -> ParcelRows.put(connection, region, parcel, now, now + left.toMillis()));
        others.parcels();
    }

    /** Those that wait for a region, as many as go at once. */
    List<Parcel> take(String region) {
        long now = clock.millis();
        long before = now - again.toMillis();
        return connections.transaction(connection -> {
            List<Parcel> taken = new ArrayList<>();
            int bytes = 0;
            for (String id : ParcelRows.waiting(connection, region, before, now)) {
                Optional<Parcel> parcel = ParcelRows.take(connection, id, before, now);
                parcel.ifPresent(taken::add);
                bytes += parcel.map(Parcel::length).orElse(0);
                if (bytes >= Fetching.MOST_BYTES) {
                    break;
                }
            }
            return taken;
        });
    }

    void answered(String region, String id, Said said) {
        long now = clock.millis();
        connections.run(
                connection -> ParcelRows.answered(connection, region, id, said.bytes(), now, now + KEPT.toMillis()));
        others.parcels();
    }

    @Override
    public boolean isTaken(String id) {
        return fate(id).filter(ParcelRows.Fate::taken).isPresent();
    }

    @Override
    public Optional<Said> said(String id) {
        return fate(id).map(ParcelRows.Fate::answer).map(ByteBuffer::wrap).map(Said::of);
    }

    private Optional<ParcelRows.Fate> fate(String id) {
        return connections.transaction(connection -> ParcelRows.fate(connection, id));
    }

    @Override
    public void remove(String id) {
        connections.run(connection -> ParcelRows.remove(connection, id));
    }
}
