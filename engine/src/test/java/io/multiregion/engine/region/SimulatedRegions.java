package io.multiregion.engine.region;

import io.multiregion.engine.peer.transport.TransportException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Regions that trust each other in everything. The first one has a realm, of which the others may have copies. */
final class SimulatedRegions implements Iterable<SimulatedRegion>, AutoCloseable {

    /** The id of the realm, and its name. */
    static final String REALM = "acme";

    private static final String ALL = "realms=*&mayBecomePrimary=true";

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final List<SimulatedRegion> all;

    /** Makes them, and starts them. */
    SimulatedRegions(String... names) {
        all = Arrays.stream(names)
                .map(name -> new SimulatedRegion(name, time, network))
                .toList();
        get(0).database().realm(REALM, REALM);
        for (SimulatedRegion one : all) {
            all.stream().filter(other -> other != one).forEach(other -> one.trust(other, ALL));
        }
        all.forEach(SimulatedRegion::start);
    }

    /** Has the realm copied to all others. */
    void replicate() {
        all.stream().skip(1).forEach(other -> get(0).replicate(REALM, other));
        time.pass(Duration.ofSeconds(5));
    }

    SimulatedRegion get(int index) {
        return all.get(index);
    }

    int size() {
        return all.size();
    }

    SimulatedTime time() {
        return time;
    }

    SimulatedNetwork network() {
        return network;
    }

    /** No message arrives from now on. */
    void part() {
        network.use((parcel, arrival) -> {
            throw new TransportException("the regions are apart");
        });
    }

    /** Time in milliseconds since 1970. */
    long now() {
        return time.instant().toEpochMilli();
    }

    @Override
    public Iterator<SimulatedRegion> iterator() {
        return all.iterator();
    }

    @Override
    public void close() {
        all.forEach(SimulatedRegion::close);
    }
}
