package io.multiregion.replication.secret;

import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.replication.database.Connections;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The data keys of this region's realms, open in memory. A thread of its own unwraps them at the start and when new ones appear, so
 * that no request waits for the customer-managed key; proves from time to time that it still may; and forgets them when it has not been
 * able to for as long as the settings allow.
 *
 * <p>Look-ups are in memory; one for a key that is not open yet waits for the next look of the thread, {@value #PATIENCE_MILLIS} ms at
 * most, and fails at once while the key is known to be out of reach. Safe for use by several threads.
 */
public final class DataKeys {

    private static final Logger LOG = Logger.getLogger(DataKeys.class);
    private static final long PATIENCE_MILLIS = 3000;
    private static final long PERIOD_MILLIS = 1000;
    private static final int PROOFS_IN_GRACE = 4;

    private record Open(DataKey key, long provenAt) {}

    private final Connections connections;
    private final RegionWrapping wrapping;
    private final long graceMillis;
    private final Clock clock;
    private final Consumer<String> changed;
    private final SecureRandom random = new SecureRandom();
    private final Looks looks = new Looks("multi-region-data-keys", PERIOD_MILLIS, this::look);

    private volatile Map<String, DataKeyRow> rows = Map.of();
    private volatile Map<String, List<DataKeyRow>> byRealm = Map.of();
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private volatile boolean rewrapAll;

    /**
     * @param wrapping what a former key of the region wrapped is wrapped by the current one when it is found
     * @param grace for how long a key may be used since its customer-managed key was last reached
     * @param changed told the id of a realm of which nothing may be remembered that was loaded before, on the thread of this class: its key
     *     is no longer open, or is open again
     */
    public DataKeys(
            Connections connections, RegionWrapping wrapping, Duration grace, Clock clock, Consumer<String> changed) {
        this.connections = connections;
        this.wrapping = wrapping;
        this.graceMillis = grace.toMillis();
        this.clock = clock;
        this.changed = changed;
    }

    /** Whether a region's database has sealed secrets at all. */
    public static boolean areThere(Connection connection) throws SQLException {
        return !DataKeyRows.all(connection).isEmpty();
    }

    /** Opens what there is, and goes on from there. Blocks for the first look, but fails for no key. */
    public void start() {
        looks.start();
        looks.await(PATIENCE_MILLIS);
    }

    public void stop() {
        looks.stop();
    }

    /** Has new rows noticed at once. */
    void lookNow() {
        looks.await(PATIENCE_MILLIS);
    }

    /** Has all data keys wrapped again, by the current version of the customer-managed key. */
    public void rewrap() {
        rewrapAll = true;
        lookNow();
    }

    /**
     * The key that a realm's secrets are sealed with, or empty where they are not sealed.
     *
     * @throws SecretsUnavailableException if they are, and the key is not open
     */
    Optional<DataKey> sealing(String realmId) {
        return of(realmId).stream()
                .filter(row -> row.status() == DataKeyStatus.ACTIVE)
                .findFirst()
                .map(row -> opened(row.id()));
    }

    /** @throws SecretsUnavailableException if the key is not there, or not open */
    DataKey opened(String id) {
        Open found = usable(id);
        if (found == null && !problems.containsKey(id)) {
            looks.await(PATIENCE_MILLIS);
            found = usable(id);
        }
        if (found == null) {
            throw new SecretsUnavailableException(problems.getOrDefault(
                    id,
                    rows.containsKey(id)
                            ? "the data key " + id + " is still waited for from " + wrapping.uri()
                            : "the data key " + id
                                    + " is not in this region: it was destroyed, or is still on its way"));
        }
        return found.key();
    }

    /** Whether a key was destroyed on purpose: what it sealed stays sealed for ever. */
    boolean isDestroyed(String id) {
        DataKeyRow row = rows.get(id);
        return row != null && row.status() == DataKeyStatus.DESTROYED;
    }

    /** Whether a stored text is sealed with a data key that this region does not have: a realm must not get it. */
    public boolean lacksKeyOf(Object stored) {
        return stored instanceof String text
                && SealedText.keyOf(text).filter(id -> !isKnown(id)).isPresent();
    }

    boolean isKnown(String id) {
        return rows.containsKey(id);
    }

    private Open usable(String id) {
        Open found = open.get(id);
        return found != null && clock.millis() - found.provenAt() <= graceMillis ? found : null;
    }

    /** @throws SecretsUnavailableException if a realm's secrets are sealed and cannot be opened in this server now */
    public void requireOpen(String realmId) {
        of(realmId).forEach(row -> opened(row.id()));
    }

    /** Why a realm's secrets cannot be opened in this server now, or empty if they can. Waits for nothing. */
    public Optional<String> refusal(String realmId) {
        return of(realmId).stream()
                .filter(row -> usable(row.id()) == null)
                .findFirst()
                .map(row -> problems.getOrDefault(row.id(), "its data key is not open yet"));
    }

    /** What stands in the way of opening secrets now or soon, by data key. */
    public Collection<String> problems() {
        return Set.copyOf(problems.values());
    }

    /** What stands in the way of opening what a data key sealed, now or soon. */
    public Optional<String> problem(String id) {
        return Optional.ofNullable(problems.get(id));
    }

    /** The realms that have data keys here. */
    Set<String> realms() {
        return byRealm.keySet();
    }

    private List<DataKeyRow> of(String realmId) {
        return byRealm.getOrDefault(realmId, List.of());
    }

    /** A new data key, wrapped; it takes effect with its row. Calls the customer-managed key. */
    DataKeyRow make(String realmId) {
        byte[] id = new byte[8];
        byte[] material = new byte[DataKey.BYTES];
        random.nextBytes(id);
        random.nextBytes(material);
        DataKey key = new DataKey(HexFormat.of().formatHex(id), realmId, material);
        return new DataKeyRow(key.id(), realmId, DataKeyStatus.ACTIVE, clock.millis(), 0, wrapping.wrap(key));
    }

    /**
     * How a key that came from another region is to be stored here: as it is already, or wrapped by this region's own. It is not
     * taken into use before its row is there and was proved to be of the row's realm.
     */
    WrappedKey stored(DataKey key) {
        DataKeyRow row = rows.get(key.id());
        Open known = open.get(key.id());
        return row != null && known != null && known.key().is(key) ? row.wrapped() : wrapping.wrap(key);
    }

    private void look() {
        Map<String, DataKeyRow> found = new LinkedHashMap<>();
        connections.transaction(DataKeyRows::all).forEach(row -> found.put(row.id(), row));
        Map<String, DataKeyRow> before = rows;
        rows = found;
        byRealm = found.values().stream().collect(Collectors.groupingBy(DataKeyRow::realmId));
        before.keySet().stream().filter(id -> !found.containsKey(id)).forEach(id -> forget(before.get(id)));
        boolean again = rewrapAll;
        rewrapAll = false;
        Map<String, String> unreachable = new HashMap<>();
        for (DataKeyRow row : found.values()) {
            if (row.status() == DataKeyStatus.DESTROYED) {
                problems.put(row.id(), "the secrets of this realm were destroyed with its data key " + row.id());
                forget(row);
            } else if (again || isDue(row)) {
                prove(row, unreachable, again);
            }
        }
    }

    private boolean isDue(DataKeyRow row) {
        Open known = open.get(row.id());
        return known == null
                || problems.containsKey(row.id())
                || !wrapping.isCurrent(row.wrapped())
                || clock.millis() - known.provenAt() > graceMillis / PROOFS_IN_GRACE;
    }

    private void prove(DataKeyRow row, Map<String, String> unreachable, boolean again) {
        String by = row.wrapped().by();
        if (!wrapping.knows(row.wrapped())) {
            failed(
                    row,
                    "the data key " + row.id() + " is wrapped by " + by
                            + ", which is not configured here: add it to sealing-key-former");
            return;
        }
        if (unreachable.containsKey(by)) {
            failed(row, unreachable.get(by));
            return;
        }
        try {
            DataKey opened = wrapping.unwrap(row);
            open.put(row.id(), new Open(opened, clock.millis()));
            if (problems.remove(row.id()) != null) {
                LOG.infof("the secrets of realm %s can be opened again", row.realmId());
                changed.accept(row.realmId());
            }
            if (again || !wrapping.isCurrent(row.wrapped())) {
                WrappedKey after = wrapping.wrap(opened);
                connections.transaction(connection -> {
                    DataKeyRows.rewrap(connection, row.id(), row.wrapped(), after);
                    return null;
                });
            }
        } catch (KeyException e) {
            if (e instanceof KeyUnavailableException) {
                unreachable.put(by, e.getMessage());
            }
            failed(row, e.getMessage());
        }
    }

    private void failed(DataKeyRow row, String problem) {
        if (problems.put(row.id(), problem) == null) {
            LOG.errorf("the data key of realm %s: %s", row.realmId(), problem);
        }
        Open known = open.get(row.id());
        if (known != null && clock.millis() - known.provenAt() > graceMillis) {
            forget(row);
        }
    }

    private void forget(DataKeyRow row) {
        // not overwritten with zeros: somebody may be sealing with it at this moment
        Open known = open.remove(row.id());
        if (!rows.containsKey(row.id())) {
            problems.remove(row.id());
        }
        if (known != null) {
            changed.accept(row.realmId());
        }
    }
}
