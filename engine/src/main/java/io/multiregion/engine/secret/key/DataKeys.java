package io.multiregion.engine.secret.key;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.records.DataKeyRows;
import io.multiregion.engine.records.DataKeyStatus;
import io.multiregion.engine.records.WrappedKey;
import io.multiregion.engine.secret.DataKey;
import io.multiregion.engine.secret.PlaceCipher;
import io.multiregion.engine.secret.SealedText;
import io.multiregion.engine.secret.SecretsUnavailableException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The data keys of this region's realms, open in memory. A thread of its own unwraps them at the start and when new ones appear, so
 * that no request waits for the customer-managed key; proves from time to time that it still may; and forgets them when it has not been
 * able to for as long as the settings allow.
 *
 * <p>Look-ups are in memory; one for a key that is not open yet waits for the next look of the thread, {@value #PATIENCE_MILLIS} ms at
 * most, and fails at once while the key is known to be out of reach. Safe for use by several threads.
 */
public final class DataKeys {

    private static final long PATIENCE_MILLIS = 3000;
    private static final long PERIOD_MILLIS = 1000;
    private static final String SAID =
            "the secrets of this realm cannot be opened here now: try again later; the reason is in the log of this region";
    private static final String DESTROYED = "the secrets of this realm were destroyed";
    private static final String TAKEN_INTO_USE =
            "the realm's data key is just being taken into use: try again in a second";

    private final Connections connections;
    private final RegionWrapping wrapping;
    private final Clock clock;
    private final OpenKeys open;
    private final SecureRandom random = new SecureRandom();
    private final Unwrapping unwrapping;
    private final Looks looks = new Looks("multi-region-data-keys", PERIOD_MILLIS, this::look);

    private volatile Map<String, DataKeyRow> rows = Map.of();
    private volatile Map<String, List<DataKeyRow>> byRealm = Map.of();
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
        this.clock = clock;
        this.open = new OpenKeys(grace, clock, changed);
        this.unwrapping = new Unwrapping(connections, wrapping, open);
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
    public void lookNow() {
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
    public Optional<DataKey> sealing(String realmId) {
        return of(realmId).stream().filter(DataKeyRow::isActive).findFirst().map(row -> opened(realmId, row.id()));
    }

    /** Whether this server knows already that a realm's secrets are sealed. */
    public boolean isSealed(String realmId) {
        return of(realmId).stream().anyMatch(DataKeyRow::isActive);
    }

    /**
     * A key, for what is of one realm.
     *
     * @throws SecretsUnavailableException if the key is not there, or not open
     * @throws IllegalStateException if it is another realm's
     */
    public DataKey opened(String realmId, String id) {
        DataKey key = opened(id);
        if (!key.realmId().equals(realmId)) {
            throw new IllegalStateException("the " + key + " was asked for in the name of realm " + realmId);
        }
        return key;
    }

    /**
     * A key, for a text at a place of its realm: {@link PlaceCipher} opens it nowhere else.
     *
     * @throws SecretsUnavailableException if the key is not there, or not open
     */
    public DataKey opened(String id) {
        Optional<DataKey> found = open.usable(id);
        if (found.isEmpty() && open.problem(id).isEmpty()) {
            looks.await(PATIENCE_MILLIS);
            found = open.usable(id);
        }
        return found.orElseThrow(() -> new SecretsUnavailableException(
                isDestroyed(id) ? DESTROYED : SAID,
                open.problem(id)
                        .orElse(
                                rows.containsKey(id)
                                        ? "the data key " + id + " is still waited for from " + wrapping.uri()
                                        : "the data key " + id
                                                + " is not in this region: it was destroyed, or is still on its way")));
    }

    /** Whether a key was destroyed on purpose: what it sealed stays sealed for ever. */
    public boolean isDestroyed(String id) {
        DataKeyRow row = rows.get(id);
        return row != null && row.status() == DataKeyStatus.DESTROYED;
    }

    /** Whether a stored text is sealed with a data key that this region does not have: a realm must not get it. */
    public boolean lacksKeyOf(Object stored) {
        return stored instanceof String text
                && SealedText.keyOf(text).filter(id -> !isKnown(id)).isPresent();
    }

    public boolean isKnown(String id) {
        return rows.containsKey(id);
    }

    /** @throws SecretsUnavailableException if a realm's secrets are sealed and cannot be opened in this server now */
    public void requireOpen(String realmId) {
        for (DataKeyRow row : of(realmId)) {
            opened(realmId, row.id());
            if (!open.isServing(row.id())) {
                throw new SecretsUnavailableException(TAKEN_INTO_USE);
            }
        }
    }

    /** Something was loaded that this key seals, and stays sealed in memory, as the key is not open. */
    public void leftSealed(String id) {
        open.leftSealed(id);
    }

    /** Why a realm's secrets cannot be opened in this server now, as anybody may be told; empty if they can. Waits for nothing. */
    public Optional<String> refusal(String realmId) {
        return notServing(realmId)
                .map(row -> isDestroyed(row.id())
                        ? DESTROYED
                        : open.problem(row.id()).isPresent() ? SAID : TAKEN_INTO_USE);
    }

    /** The same for operators: with the customer-managed key, and what it answers. */
    public Optional<String> detail(String realmId) {
        return notServing(realmId).map(row -> open.problem(row.id()).orElse(TAKEN_INTO_USE));
    }

    private Optional<DataKeyRow> notServing(String realmId) {
        return of(realmId).stream().filter(row -> !open.isServing(row.id())).findFirst();
    }

    /** What stands in the way of opening secrets now or soon, by data key; for operators. */
    public Collection<String> problems() {
        return open.problems();
    }

    /** What stands in the way of opening what a data key sealed, now or soon; for operators. */
    public Optional<String> problem(String id) {
        return open.problem(id);
    }

    /** The realms of which something stored may not be what it is to be. */
    public List<String> unsettled() {
        return rows.values().stream()
                .filter(DataKeyRow::isUnsettled)
                .map(DataKeyRow::realmId)
                .distinct()
                .toList();
    }

    private List<DataKeyRow> of(String realmId) {
        return byRealm.getOrDefault(realmId, List.of());
    }

    /** A new data key, wrapped; it takes effect with its row. Calls the customer-managed key. */
    public DataKeyRow make(String realmId) {
        byte[] id = new byte[DataKey.ID / 2];
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
        return row != null && open.holds(key) ? row.wrapped() : wrapping.wrap(key);
    }

    private void look() {
        Map<String, DataKeyRow> found = new LinkedHashMap<>();
        connections.transaction(DataKeyRows::all).forEach(row -> found.put(row.id(), row));
        Map<String, DataKeyRow> before = rows;
        rows = found;
        byRealm = found.values().stream().collect(Collectors.groupingBy(DataKeyRow::realmId));
        before.values().stream().filter(row -> !found.containsKey(row.id())).forEach(open::gone);
        boolean again = rewrapAll;
        rewrapAll = false;
        unwrapping.look(found.values(), again);
    }
}
