package io.multiregion.replication.hibernate;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The net behind the hooks: sees the text of every statement that Hibernate sends. A write to a replicated table that no hook
 * accounts for is reported; a write in the name of a realm that is read-only here is refused before it is sent.
 *
 * <p>Hooks and statements of one flush run on one thread, one after the other, so what is written and what is accounted for are
 * compared per thread.
 */
public final class Tripwire {

    /** Is told of a write to a replicated table that no hook has accounted for. */
    @FunctionalInterface
    public interface Unattributed {

        /**
         * On the writer's thread, when its session ends: must not block, and must not throw.
         *
         * @param realmId of the realm that the request was about, or null
         */
        void written(String table, String realmId);
    }

    private static final Pattern WRITE = Pattern.compile(
            "^\\s*(?:/\\*.*?\\*/\\s*)?(insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+(" + BulkStatement.NAME
                    + ")",
            Pattern.CASE_INSENSITIVE);

    /** What one thread has written and not yet settled: tables, with the realm that the request was about, or null. */
    private static final class Seen {
        private final Map<String, String> written = new HashMap<>();
        private final Set<String> accounted = new HashSet<>();
        private final Set<String> movedOn = new HashSet<>();
    }

    private final Ownership ownership;
    private final Topology topology;
    private final Unattributed unattributed;
    private final ThreadLocal<Seen> seen = ThreadLocal.withInitial(Seen::new);
    private volatile BooleanSupplier suspended = () -> false;

    public Tripwire(Ownership ownership, Topology topology, Unattributed unattributed) {
        this.ownership = ownership;
        this.topology = topology;
        this.unattributed = unattributed;
    }

    /** Tells the net when this thread's writes are the extension's own. */
    public void ignoring(BooleanSupplier suspended) {
        this.suspended = suspended;
    }

    /** Called by Hibernate with the text of each statement before it is sent; cheap for a statement that reads. */
    public void statement(String sql) {
        if (mayWrite(sql)) {
            Matcher matcher = WRITE.matcher(sql);
            if (matcher.find()) {
                written(tableName(matcher.group(2)), matcher.group(1).equalsIgnoreCase("update"));
            }
        }
    }

    private void written(String table, boolean update) {
        List<OwnedTable> owned = ownership.named(table);
        if (owned.isEmpty() || suspended.getAsBoolean()) {
            return;
        }
        String realmId = Owners.contextRealm();
        Optional<RealmState> secondary = topology.secondary(realmId);
        boolean admitted =
                ownership.isBack(table) || update && seen.get().movedOn.contains(table);
        if (secondary.isPresent() && !admitted) {
            throw new ReadOnlyRegionException(secondary.get());
        }
        seen.get().written.put(table, realmId);
    }

    /** Tells that the next update of a table only moves a row on, by the table's rule. */
    void moving(String table) {
        seen.get().movedOn.add(table);
    }

    void accounted(String table) {
        seen.get().accounted.add(table);
    }

    /** Called when a session with its entity manager ends: what was written and not accounted for by now never will be. */
    public void settle() {
        Seen settled = seen.get();
        seen.remove();
        settled.written.forEach((table, realmId) -> {
            if (!settled.accounted.contains(table)) {
                unattributed.written(table, realmId);
            }
        });
    }

    private static boolean mayWrite(String sql) {
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (!Character.isWhitespace(c)) {
                return c != 's' && c != 'S' && c != 'w' && c != 'W';
            }
        }
        return false;
    }

    /** The name in upper case, without schema and quotes. */
    static String tableName(String written) {
        String name = written.substring(written.lastIndexOf('.') + 1);
        return name.replace("\"", "").replace("`", "").toUpperCase(Locale.ROOT);
    }
}
