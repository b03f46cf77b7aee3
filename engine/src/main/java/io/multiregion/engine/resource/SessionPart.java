package io.multiregion.engine.resource;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What of a session a row is: the session itself, online or offline, or what one client has of it. Written as text, {@code 0:*} is the
 * online session with all its clients, {@code 1:<client>} what a client has of the offline one.
 */
public final class SessionPart {

    private static final String ALL = "*";
    private static final String LOCAL = "local";
    private static final Pattern TEXT = Pattern.compile("[01]:.{1,297}");

    private static final Map<String, List<String>> COLUMNS = Map.of(
            "OFFLINE_USER_SESSION",
            List.of("OFFLINE_FLAG"),
            "OFFLINE_CLIENT_SESSION",
            List.of("OFFLINE_FLAG", "CLIENT_ID", "CLIENT_STORAGE_PROVIDER", "EXTERNAL_CLIENT_ID"));

    private SessionPart() {}

    /** The columns of a table that tell the part, in order; none if its rows are no parts of a session. */
    public static List<String> columns(String table) {
        return COLUMNS.getOrDefault(table, List.of());
    }

    /** @param values of {@link #columns} */
    public static String of(List<String> values) {
        String flag = values.get(0);
        if (values.size() == 1) {
            return flag + ":" + ALL;
        }
        return flag + ":" + (LOCAL.equals(values.get(2)) ? values.get(1) : "f:" + values.get(2) + ":" + values.get(3));
    }

    /** The session itself that a part belongs to. */
    public static String whole(String part) {
        return part.substring(0, 2) + ALL;
    }

    /** A session itself. */
    public static String ofAll(boolean offline) {
        return ofClient(offline, ALL);
    }

    /** The part that a client has. */
    public static String ofClient(boolean offline, String clientId) {
        return (offline ? "1:" : "0:") + clientId;
    }

    /** The client of a part; null if it is a session itself. */
    public static String client(String part) {
        String client = part.substring(2);
        return client.equals(ALL) ? null : client;
    }

    /** Whether a text could be a part. */
    public static boolean isOne(String text) {
        return text != null && TEXT.matcher(text).matches();
    }
}
