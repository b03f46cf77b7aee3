package io.multiregion.engine.written;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.mandate.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How many secondaries must hold a write before it is answered. It stands in the realm's attributes, and so is the same in all regions.
 *
 * @param replicas how many
 * @param timeout how long they are waited for
 * @param policy what is answered if they do not hold it in time
 */
public record SemiSync(int replicas, Duration timeout, Policy policy) {

    /** What an answer says of a write that is not confirmed; it is committed in any case. */
    public enum Policy {
        /** Success, with a warning. */
        WARN,
        /** An error. */
        REFUSE
    }

    private static final String REPLICAS = "multiRegion.semiSync";
    private static final String TIMEOUT = "multiRegion.semiSyncTimeout";
    private static final String POLICY = "multiRegion.semiSyncPolicy";

    /** The realm's attributes that it stands in. */
    public static final List<String> ATTRIBUTES = List.of(REPLICAS, TIMEOUT, POLICY);

    private static final int MOST_REPLICAS = 16;
    private static final long SHORTEST = 10;
    private static final long USUAL = 2000;
    private static final long LONGEST = 10_000;

    /**
     * What was asked for.
     *
     * @param timeoutMillis null for two seconds
     * @param policy null for warn
     * @throws RefusedException if it is not to be had
     */
    public static SemiSync of(Integer replicas, Long timeoutMillis, String policy) {
        if (replicas == null || replicas < 1 || replicas > MOST_REPLICAS) {
            throw invalid("replicas says how many other regions must hold a write: 1 to " + MOST_REPLICAS);
        }
        long millis = timeoutMillis == null ? USUAL : timeoutMillis;
        if (millis < SHORTEST || millis > LONGEST) {
            throw invalid("timeoutMillis says how long they are waited for: " + SHORTEST + " to " + LONGEST);
        }
        String said = policy == null ? "warn" : policy;
        if (!said.equals("warn") && !said.equals("refuse")) {
            throw invalid("policy says what is answered if they do not hold it in time: warn or refuse");
        }
        return new SemiSync(replicas, Duration.ofMillis(millis), Policy.valueOf(said.toUpperCase(Locale.ROOT)));
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(400, "invalid_semi_sync", message);
    }

    /** What a realm's attributes say; empty if nothing, or nothing that could be asked for: whoever writes them by hand is on his own. */
    static Optional<SemiSync> of(Connection connection, String realmId) throws SQLException {
        Map<String, String> said = new HashMap<>();
        Sql.list(
                connection,
                "select NAME, VALUE from REALM_ATTRIBUTE where REALM_ID = ? and NAME in (?, ?, ?)",
                row -> said.put(row.getString(1), row.getString(2)),
                realmId,
                REPLICAS,
                TIMEOUT,
                POLICY);
        try {
            return said.containsKey(REPLICAS)
                    ? Optional.of(of(
                            Integer.valueOf(said.get(REPLICAS)),
                            said.get(TIMEOUT) == null ? null : Long.valueOf(said.get(TIMEOUT)),
                            said.get(POLICY)))
                    : Optional.empty();
        } catch (NumberFormatException | RefusedException e) {
            return Optional.empty();
        }
    }

    /** As attributes of a realm. */
    public Map<String, String> attributes() {
        return Map.of(
                REPLICAS,
                String.valueOf(replicas),
                TIMEOUT,
                String.valueOf(timeout.toMillis()),
                POLICY,
                policy.name().toLowerCase(Locale.ROOT));
    }
}
