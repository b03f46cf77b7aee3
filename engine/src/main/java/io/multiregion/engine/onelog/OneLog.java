package io.multiregion.engine.onelog;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.Inquiry.LoggedEvent;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the primary's store of events takes of other regions. A hostile one can add what it likes of its own: nothing else's, nothing that
 * breaks whoever lists events, nothing in another region's name, and it changes none that is there.
 */
public final class OneLog {

    /**
     * The realm's attribute that asks for one log: {@code true}, or how many events it takes of each region in a day. It is set on the
     * primary, and travels.
     */
    public static final String ASKED = "multiRegion.forwardEvents";

    /** The detail with the name of the region where something happened. */
    public static final String REGION = "region";

    /** How many events of each region a realm takes in a day that says no number. */
    static final long USUAL = 5_000_000;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,11}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final Map<String, Integer> MOST = Map.of("RESOURCE_PATH", 2550, "RESOURCE_TYPE", 64);
    private static final Set<String> LONG = Set.of("DETAILS_JSON", "DETAILS_JSON_LONG_VALUE", "REPRESENTATION");
    private static final Map<EventTable, Set<String>> TYPES = Map.of(
            EventTable.USERS, EventTable.USERS.types(), EventTable.ADMINISTRATORS, EventTable.ADMINISTRATORS.types());

    private OneLog() {}

    /** Why an attribute of a realm can't have a value; empty if it can, or is another one. */
    public static Optional<String> objection(String attribute, String value) {
        return !ASKED.equals(attribute)
                        || value == null
                        || Set.of("", "true", "false").contains(value)
                        || NUMBER.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(ASKED + " is to be true, false, or how many events a day are taken of each region");
    }

    /** How many events of each region a realm takes in a day whose attribute has this value, or null; 0 if it does not ask for one log. */
    public static long most(String value) {
        if (value != null && NUMBER.matcher(value).matches()) {
            return Long.parseLong(value);
        }
        return Boolean.parseBoolean(value) ? USUAL : 0;
    }

    /** The same of a realm, as this region knows. */
    public static long most(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select VALUE from REALM_ATTRIBUTE where REALM_ID = ? and NAME = ?",
                        row -> most(row.getString(1)),
                        realmId,
                        ASKED)
                .orElse(0L);
    }

    /**
     * Adds what a region tells of itself; what can't be taken is left out.
     *
     * @param from the region, as it is proven
     * @param now in milliseconds since 1970
     * @return how many were left out
     */
    public static int take(Connection connection, String realmId, String from, List<LoggedEvent> told, long now)
            throws SQLException {
        int left = 0;
        for (LoggedEvent event : told) {
            if (isGood(event, now)) {
                EventRows.add(connection, realmId, stamped(event, from), time(event));
            } else {
                left++;
            }
        }
        return left;
    }

    private static boolean isGood(LoggedEvent event, long now) {
        EventTable events = EventTable.of(event.admin());
        Map<String, String> values = event.values();
        return values.getOrDefault("ID", "").matches("[0-9a-fA-F-]{36}")
                && TYPES.get(events).contains(values.getOrDefault(events.type(), ""))
                && values.getOrDefault(events.time(), "").matches("[0-9]{1,15}")
                && time(event) <= now + CLOCKS_DIFFER.toMillis()
                && values.entrySet().stream().allMatch(OneLog::fits);
    }

    private static boolean fits(Map.Entry<String, String> value) {
        int most = MOST.getOrDefault(value.getKey(), 255);
        return value.getValue().indexOf(0) < 0
                && (LONG.contains(value.getKey()) || value.getValue().length() <= most);
    }

    private static long time(LoggedEvent event) {
        return Long.parseLong(event.values().get(EventTable.of(event.admin()).time()));
    }

    private static LoggedEvent stamped(LoggedEvent event, String from) {
        EventTable events = EventTable.of(event.admin());
        Map<String, String> values = new HashMap<>(event.values());
        String told = values.getOrDefault(events.details(), values.get("DETAILS_JSON"));
        values.remove("DETAILS_JSON");
        values.put(events.details(), details(told, from));
        return new LoggedEvent(event.admin(), values);
    }

    private static String details(String told, String from) {
        try {
            Map<String, String> details = new TreeMap<>();
            if (told != null) {
                details.putAll(JSON.readValue(told, new TypeReference<Map<String, String>>() {}));
            }
            details.put(REGION, from);
            return JSON.writeValueAsString(details);
        } catch (IOException e) {
            return "{\"" + REGION + "\":\"" + from + "\"}";
        }
    }
}
