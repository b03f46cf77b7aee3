package io.multiregion.engine.ended;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which sessions somebody has ended lately, here or in the primary. A row that is gone may also have expired, and that is each region's
 * own: only what stands here is ended in other regions. And Keycloak may put a session back into its caches that a reader found while it
 * was being removed: whoever looks one up asks here.
 *
 * <p>An end is remembered while the journal has it for a replica, and for an hour at least. All methods work in the caller's transaction.
 */
public final class EndedSessions {

    private static final String OLD = "select ID, REALM_ID, SESSION_ID, PART from MR_ENDED_SESSION where ENDED_AT < ?"
            + " and not exists (select 1 from MR_JOURNAL entry where entry.REALM_ID = MR_ENDED_SESSION.REALM_ID"
            + " and entry.RESOURCE_ID = MR_ENDED_SESSION.SESSION_ID and entry.KIND = 'SESSION')";

    /** What is remembered: parts of a session, see {@link io.multiregion.engine.resource.SessionPart}. */
    public record Ended(String realmId, String session, String part) {}

    private EndedSessions() {}

    /**
     * Notes what a transaction has ended, and what it has begun anew under an id that had ended.
     *
     * @param ended parts by session
     * @param begun parts by session
     */
    public static void note(
            Connection connection,
            String realmId,
            Map<String, Set<String>> ended,
            Map<String, Set<String>> begun,
            long now)
            throws SQLException {
        batch(
                connection,
                "delete from MR_ENDED_SESSION where REALM_ID = ? and SESSION_ID = ? and PART = ?",
                all(realmId, begun),
                null);
        add(connection, all(realmId, ended), now);
    }

    /** Makes what is known of the changed sessions what the primary says. */
    public static void replace(Connection connection, String realmId, List<Change> changes, long now)
            throws SQLException {
        List<Change> sessions = changes.stream()
                .filter(change -> change.resource().kind() == Kind.SESSION)
                .toList();
        List<String> ids =
                sessions.stream().map(change -> change.resource().id()).toList();
        for (List<String> some : Sql.steps(ids)) {
            Sql.update(
                    connection,
                    "delete from MR_ENDED_SESSION where REALM_ID = ? and SESSION_ID in " + Sql.places(some.size()),
                    bound(realmId, some));
        }
        Set<Ended> ended = new LinkedHashSet<>();
        sessions.forEach(change -> change.ended()
                .forEach(part -> ended.add(new Ended(realmId, change.resource().id(), part))));
        add(connection, ended, now);
    }

    /** Adds what another region says has ended to what is known. */
    public static void add(Connection connection, String realmId, List<Change> changes, long now) throws SQLException {
        Map<String, Set<String>> ended = new HashMap<>();
        changes.forEach(change -> ended.computeIfAbsent(change.resource().id(), id -> new LinkedHashSet<>())
                .addAll(change.ended()));
        add(connection, all(realmId, ended), now);
    }

    /**
     * A session began anew after it had ended, under the id that it had: it has not ended.
     *
     * @param offline which of the two sessions of that id
     * @param begunAt in milliseconds since 1970
     */
    public static void begun(Connection connection, String realmId, String session, boolean offline, long begunAt)
            throws SQLException {
        Sql.update(
                connection,
                "delete from MR_ENDED_SESSION where REALM_ID = ? and SESSION_ID = ? and PART like ? and ENDED_AT < ?",
                realmId,
                session,
                offline ? "1:%" : "0:%",
                begunAt);
    }

    /** The parts that have ended of each of some sessions. */
    public static Map<String, Set<String>> of(Connection connection, String realmId, Collection<ResourceKey> sessions)
            throws SQLException {
        Map<String, Set<String>> ended = new HashMap<>();
        told(
                        connection,
                        realmId,
                        sessions.stream().map(session -> new Change(session, 0)).toList())
                .forEach(change -> ended.put(change.resource().id(), Set.copyOf(change.ended())));
        return ended;
    }

    /** The changes, those of sessions with what has ended of them. */
    public static List<Change> told(Connection connection, String realmId, List<Change> changes) throws SQLException {
        List<String> ids = changes.stream()
                .map(Change::resource)
                .filter(resource -> resource.kind() == Kind.SESSION)
                .map(ResourceKey::id)
                .toList();
        Map<String, Set<String>> ended = new HashMap<>();
        for (List<String> some : Sql.steps(ids)) {
            Sql.list(
                    connection,
                    "select SESSION_ID, PART from MR_ENDED_SESSION where REALM_ID = ? and SESSION_ID in "
                            + Sql.places(some.size()),
                    row -> ended.computeIfAbsent(row.getString(1), id -> new LinkedHashSet<>())
                            .add(row.getString(2)),
                    bound(realmId, some));
        }
        return changes.stream()
                .map(change -> change.resource().kind() == Kind.SESSION
                                && ended.containsKey(change.resource().id())
                        ? change.with(List.copyOf(ended.get(change.resource().id())))
                        : change)
                .toList();
    }

    /** The parts of a session that have ended. */
    public static Set<String> of(Connection connection, String realmId, String session) throws SQLException {
        return Set.copyOf(Sql.list(
                connection,
                "select PART from MR_ENDED_SESSION where REALM_ID = ? and SESSION_ID = ?",
                row -> row.getString(1),
                realmId,
                session));
    }

    /**
     * Forgets ends that no replica lacks any more, and returns them.
     *
     * @param before when they were noted, at the latest
     * @param most how many at once
     */
    public static Collection<Ended> forgetOld(Connection connection, long before, int most) throws SQLException {
        Map<Long, Ended> old = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(OLD)) {
            select.setLong(1, before);
            select.setMaxRows(most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    old.put(row.getLong(1), new Ended(row.getString(2), row.getString(3), row.getString(4)));
                }
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from MR_ENDED_SESSION where ID = ?")) {
            for (long id : old.keySet()) {
                delete.setLong(1, id);
                delete.addBatch();
            }
            delete.executeBatch();
        }
        return old.values();
    }

    /** Forgets a realm that is no longer replicated. */
    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_ENDED_SESSION where REALM_ID = ?", realmId);
    }

    private static Set<Ended> all(String realmId, Map<String, Set<String>> parts) {
        Set<Ended> all = new LinkedHashSet<>();
        parts.forEach((session, some) -> some.forEach(part -> all.add(new Ended(realmId, session, part))));
        return all;
    }

    private static void add(Connection connection, Collection<Ended> some, long now) throws SQLException {
        batch(
                connection,
                "insert into MR_ENDED_SESSION (REALM_ID, SESSION_ID, PART, ENDED_AT) values (?, ?, ?, ?)",
                some,
                now);
    }

    private static void batch(Connection connection, String sql, Collection<Ended> some, Long now) throws SQLException {
        if (some.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Ended one : some) {
                statement.setString(1, one.realmId());
                statement.setString(2, one.session());
                statement.setString(3, one.part());
                if (now != null) {
                    statement.setLong(4, now);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static Object[] bound(String realmId, List<String> ids) {
        List<Object> bound = new ArrayList<>();
        bound.add(realmId);
        bound.addAll(ids);
        return bound.toArray();
    }
}
