package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.resource.SessionPart;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of sessions that one change is about.
 *
 * @param target a table whose rows are parts of sessions
 * @param columns which part a row is
 * @param owner which session it is of
 */
record SessionRows(TableRows target, List<String> columns, String owner) {

    /** Empty for rows that are no parts of a session. */
    private static Optional<SessionRows> of(TableRows target) {
        List<String> columns = SessionPart.columns(target.owned().name());
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SessionRows(target, columns, target.owned().owner().column()));
    }

    /**
     * A session that is gone there goes here if somebody has ended it: one that has expired there may be in use here, and what a client has
     * begun here of a session of the primary is not there at all. A copy is otherwise: it ends equal.
     */
    static void spareExpired(List<Difference> differences, List<Batch> parts) {
        Map<String, List<String>> ended = ended(parts);
        differences.forEach(difference ->
                of(difference.target()).ifPresent(sessions -> difference.spare(row -> !sessions.isAmong(row, ended))));
    }

    /**
     * Has a batch meet what is here, but for what has ended: what comes and has ended here stays away, and what is here and has ended there
     * is not taken for written here.
     *
     * @param here the parts that have ended here, by session
     */
    static void meet(
            Map<OwnedTable, TableRows> targets, List<Batch> parts, Map<String, Set<String>> here, Meeting meeting)
            throws SQLException {
        Map<String, List<String>> there = ended(parts);
        Map<SessionRows, Set<List<Object>>> sent = new HashMap<>();
        for (TableRows target : targets.values()) {
            of(target).ifPresent(sessions -> {
                target.rows().values().removeIf(row -> sessions.isAmong(row, here));
                sent.put(sessions, Set.copyOf(target.rows().keySet()));
            });
        }
        meeting.of(targets);
        sent.forEach((sessions, keys) -> sessions.target
                .rows()
                .entrySet()
                .removeIf(row -> !keys.contains(row.getKey()) && sessions.isAmong(row.getValue(), there)));
    }

    private static Map<String, List<String>> ended(List<Batch> parts) {
        Map<String, List<String>> ended = new HashMap<>();
        parts.forEach(part -> part.changes().stream()
                .filter(change -> !change.ended().isEmpty())
                .forEach(change -> ended.put(change.resource().id(), change.ended())));
        return ended;
    }

    private boolean isAmong(Object[] row, Map<String, ? extends Collection<String>> some) {
        Collection<String> among = some.get(target.text(row, owner));
        if (among == null) {
            return false;
        }
        String part = SessionPart.of(
                columns.stream().map(column -> target.text(row, column)).toList());
        return among.contains(part) || among.contains(SessionPart.whole(part));
    }
}
