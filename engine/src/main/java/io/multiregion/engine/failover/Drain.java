package io.multiregion.engine.failover;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Waits for what a replica has acknowledged. */
public final class Drain {

    private final Connections connections;
    private final Journal journal;
    private final BiConsumer<String, String> hurry;

    /** @param hurry told a realm and the region that is waited for: what failed there is tried again at once */
    public Drain(Connections connections, Journal journal, BiConsumer<String, String> hurry) {
        this.connections = connections;
        this.journal = journal;
        this.hurry = hurry;
    }

    /**
     * Whether a replica comes to have all that is committed now, whatever is committed meanwhile: people sign in all the time, and a busy
     * realm has always something left to ship. A cut that is under way may have begun before now; the one after it has not.
     */
    public boolean ofNow(String realmId, String region, Duration longest) {
        long enough = connections.transaction(connection -> RealmRows.of(connection, realmId)
                        .orElseThrow()
                        .position()
                        .sequence())
                + 2;
        // a region that was restarted is there again long before the stream would look by itself
        hurry.accept(realmId, region);
        return Wait.upTo(longest, () -> has(realmId, region, enough));
    }

    /** Whether a replica comes to lack nothing. For a caller that lets nobody commit meanwhile. */
    boolean ofAll(String realmId, String region, Duration longest) {
        return Wait.upTo(longest, () -> has(realmId, region, Long.MAX_VALUE));
    }

    private boolean has(String realmId, String region, long enough) {
        return connections.transaction(connection -> {
            // none if another region has taken over meanwhile; and what a copy under way has acknowledged, it has not
            // all of
            Optional<Long> acknowledged = ReplicaRows.of(connection, realmId, region)
                    .filter(replica -> replica.copyCursor().equals(Batch.COPY_DONE))
                    .map(replica -> replica.acknowledged().sequence());
            return acknowledged.isPresent()
                    && (acknowledged.get() >= enough || journal.isLevel(connection, realmId, acknowledged.get()));
        });
    }
}
