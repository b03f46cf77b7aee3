package io.multiregion.engine.secret.key;

import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.secret.DataKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
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
    private final Map<String, Integer> leftSealed = new ConcurrentHashMap<>();
    private final Map<String, Integer> forgotten = new HashMap<>();

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

    /**
     * Something was loaded while this key was not open, and is in memory as it is stored. Taken for a key of the realm it would be a
     * broken one, and Keycloak would make up another: nobody may ask for it before it is forgotten.
     */
    void leftSealed(String id) {
        leftSealed.merge(id, 1, Integer::sum);
    }

    /** Whether a key may be used now, and all that was loaded before it could be is forgotten. */
    boolean isServing(String id) {
        return usable(id).isPresent() && !leftSealed.containsKey(id);
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
                || leftSealed.containsKey(id)
                || clock.millis() - found.provenAt() > graceMillis / PROOFS_IN_GRACE;
    }

    Optional<String> problem(String id) {
        return Optional.ofNullable(problems.get(id));
    }

    Collection<String> problems() {
        return Set.copyOf(problems.values());
    }

    /**
     * From now on it opens what is loaded; requests are let in once what was loaded before is forgotten. That takes two proofs, some time
     * apart: what was being loaded at the first one may have come into a cache after it.
     */
    void proved(DataKey key) {
        String id = key.id();
        open.put(id, new Open(key, clock.millis()));
        Integer left = leftSealed.get(id);
        if (left != null || problems.containsKey(id)) {
            changed.accept(key.realmId());
        }
        if (left != null && left.equals(forgotten.put(id, left))) {
            forgotten.remove(id);
            leftSealed.remove(id, left);
        }
        if (problems.remove(id) != null) {
            LOG.infof("the secrets of realm %s can be opened again", key.realmId());
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
