package io.multiregion.engine.chronicle;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has happened to a realm in other regions and here, as the region noted it that was the primary then: the last thousand things, and
 * none older than 90 days. Texts have no ids and no names of other realms. Methods work in the caller's transaction.
 */
public final class TimelineRows {

    private static final int MOST = 1000;
    private static final int LONGEST_TEXT = 2000;
    private static final Duration KEPT = Duration.ofDays(90);

    /**
     * One thing that has happened.
     *
     * @param region the region that it is about
     * @param what a word
     * @param text more, for people; may be empty
     * @param millis how long it took, or null
     * @param at when it was noted, in milliseconds since 1970
     */
    public record Happening(String region, String what, String text, Long millis, long at) {}

    private TimelineRows() {}

    /** Notes one, and forgets what is too much or too old. */
    public static void add(Connection connection, String realmId, Happening happening) throws SQLException {
        String text = happening.text();
        Sql.update(
                connection,
                "insert into MR_TIMELINE (REALM_ID, REGION, WHAT, TEXT, MILLIS, NOTED_AT) values (?, ?, ?, ?, "
                        + Dialect.of(connection).number("?") + ", ?)",
                realmId,
                happening.region(),
                happening.what(),
                text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text,
                happening.millis(),
                happening.at());
        Sql.update(
                connection,
                "delete from MR_TIMELINE where REALM_ID = ? and NOTED_AT < ?",
                realmId,
                happening.at() - KEPT.toMillis());
        Newest.keep(connection, "MR_TIMELINE", "ID", realmId, MOST);
    }

    /** The newest ones first. @param region of which region; null for all */
    public static List<Happening> newest(Connection connection, String realmId, String region, int most)
            throws SQLException {
        List<Object> bound = new ArrayList<>(List.of(realmId));
        if (region != null) {
            bound.add(region);
        }
        bound.add(Math.max(0, Math.min(MOST, most)));
        return Sql.list(
                connection,
                Dialect.of(connection)
                        .first("select REGION, WHAT, TEXT, MILLIS, NOTED_AT from MR_TIMELINE where REALM_ID = ?"
                                + (region == null ? "" : " and REGION = ?") + " order by ID desc"),
                TimelineRows::read,
                bound.toArray());
    }

    /** The newest one of each region whose word is one of these, by the names of regions. */
    public static Map<String, Happening> last(Connection connection, String realmId, Collection<String> words)
            throws SQLException {
        List<Object> bound = new ArrayList<>(List.of(realmId));
        bound.addAll(words);
        Map<String, Happening> last = new HashMap<>();
        Sql.list(
                        connection,
                        "select REGION, WHAT, TEXT, MILLIS, NOTED_AT from MR_TIMELINE where ID in (select max(ID) from MR_TIMELINE"
                                + " where REALM_ID = ? and WHAT in " + Sql.places(words.size()) + " group by REGION)",
                        TimelineRows::read,
                        bound.toArray())
                .forEach(happening -> last.put(happening.region(), happening));
        return last;
    }

    private static Happening read(ResultSet row) throws SQLException {
        long millis = row.getLong(4);
        Long took = row.wasNull() ? null : millis;
        String text = row.getString(3);
        return new Happening(row.getString(1), row.getString(2), text == null ? "" : text, took, row.getLong(5));
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_TIMELINE where REALM_ID = ?", realmId);
    }
}
