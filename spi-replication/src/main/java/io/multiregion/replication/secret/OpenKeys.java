package io.multiregion.replication.secret;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The data keys that are open in this server, with the time at which each was last proved to be usable, and why others are not open.
 * Changed by one thread, read by many.
 */
final class OpenKeys {

    private static final Logger LOG = Logger.getLogger(OpenKeys.class);
    private static final int PROOFS_IN_GRACE = 4;

    private record Open(DataKey key, long provenAt) {}

    private final long graceMillis;
    private final Clock clock;
    private final Consumer<String> changed;
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    /**
     * @param grace for how long a key may be used since it was last proved
     * @param changed told the id of a realm whose key is no longer open, or is open again
     */
    OpenKeys(Duration grace, Clock clock, Consumer<String> changed) {
        this.graceMillis = grace.toMillis();
        this.clock = clock;
        this.changed = changed;
    }

    /** A key that may be used now. */
    Optional<DataKey> usable(String id) {
        Open found = open.get(id);
        return found != null && clock.millis() - found.provenAt() <= graceMillis
                ? Optional.of(found.key())
                : Optional.empty();
    }

    boolean holds(DataKey key) {
        Open found = open.get(key.id());
        return found != null && found.key().is(key);
    }

    /** Whether it is time to prove a key, or to open it. */
    boolean isDue(String id) {
        Open found = open.get(id);
        return found == null
                || problems.containsKey(id)
                || clock.millis() - found.provenAt() > graceMillis / PROOFS_IN_GRACE;
    }

    Optional<String> problem(String id) {
        return Optional.ofNullable(problems.get(id));
    }

    Collection<String> problems() {
        return Set.copyOf(problems.values());
    }

    void proved(DataKey key) {
        open.put(key.id(), new Open(key, clock.millis()));
        if (problems.remove(key.id()) != null) {
            LOG.infof("the secrets of realm %s can be opened again", key.realmId());
            changed.accept(key.realmId());
        }
    }

    /** It goes on to be used until its grace is over. */
    void failed(DataKeyRow row, String problem) {
        if (problems.put(row.id(), problem) == null) {
            LOG.errorf("the data key of realm %s: %s", row.realmId(), problem);
        }
        if (usable(row.id()).isEmpty()) {
            close(row);
        }
    }

    void destroyed(DataKeyRow row) {
        problems.put(row.id(), "the secrets of this realm were destroyed with its data key " + row.id());
        close(row);
    }

    /** It is not in this region any more. */
    void gone(DataKeyRow row) {
        problems.remove(row.id());
        close(row);
    }

    private void close(DataKeyRow row) {
        // not overwritten with zeros: somebody may be sealing with it at this moment
        if (open.remove(row.id()) != null) {
            changed.accept(row.realmId());
        }
    }
}
