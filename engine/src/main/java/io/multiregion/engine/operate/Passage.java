package io.multiregion.engine.operate;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Drain;
import io.multiregion.engine.failover.Wait;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.journal.gate.Committed;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The way of a change to another region, tried with one that changes nothing: it goes the way of all changes. */
public final class Passage {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Connections connections;
    private final Journal journal;
    private final Drain drain;
    private final Committed committed;
    private final Clock clock;

    /** @param committed told the id of a realm of which there is something to ship */
    public Passage(Connections connections, Journal journal, Drain drain, Committed committed, Clock clock) {
        this.connections = connections;
        this.journal = journal;
        this.drain = drain;
        this.committed = committed;
        this.clock = clock;
    }

    /** How many milliseconds a change took to be confirmed; null, and one problem more, if it was not in time. */
    Long take(RealmState realm, String region, List<String> problems) {
        long began = System.nanoTime();
        connections.transaction(connection -> {
            journal.append(
                    connection,
                    realm.realmId(),
                    realm.epoch(),
                    List.of(new ResourceKey(Kind.REALM, realm.realmId())),
                    clock.millis());
            return null;
        });
        committed.committed(realm.realmId());
        if (!drain.ofNow(realm.realmId(), region, LONGEST)) {
            Wait.requireRunning();
            problems.add("region " + region + " did not confirm a change within " + LONGEST.toSeconds()
                    + " s: look at its lastError");
            return null;
        }
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
