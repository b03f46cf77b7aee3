package io.multiregion.engine.journal.gate;

import io.multiregion.engine.resource.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one transaction has changed so far. Used by the one thread that runs the transaction. */
public final class Changes {

    /** What is known of a changed resource: its realm, if a row told it, and the tables in which it changed. There may be a million. */
    static final class Mark {
        private String realmId;
        private Set<String> tables = Set.of();
        private Set<String> ended = Set.of();
        private Set<String> begun = Set.of();

        String realmId() {
            return realmId;
        }

        Set<String> tables() {
            return tables;
        }

        /** The parts of a session that have ended. */
        Set<String> ended() {
            return ended;
        }

        /** The parts of a session that have begun. */
        Set<String> begun() {
            return begun;
        }
    }

    private final Map<ResourceKey, Mark> marks = new HashMap<>();

    /** A bulk statement changes all alike. */
    private final Map<Set<String>, Set<String>> shared = new HashMap<>();

    private final Set<String> removedRealms = new HashSet<>();
    private final String contextRealmId;
    private final boolean migrating;

    /**
     * @param contextRealmId the realm that the current request is about, or null: the last resort for a row that is gone
     * @param migrating whether Keycloak makes them as it migrates its model
     */
    public Changes(String contextRealmId, boolean migrating) {
        this.contextRealmId = contextRealmId;
        this.migrating = migrating;
    }

    public void add(Owner owner, String table) {
        Mark mark = marks.computeIfAbsent(owner.resource(), key -> new Mark());
        if (!mark.tables.contains(table)) {
            mark.tables = shared.computeIfAbsent(and(mark.tables, table), tables -> tables);
        }
        if (owner.realmId() != null) {
            mark.realmId = owner.realmId();
        }
    }

    /** A row was only moved on, by the rule of its table, which a secondary may do: it is named, and nothing is held against it. */
    public void movedOn(Owner owner) {
        Mark mark = marks.computeIfAbsent(owner.resource(), key -> new Mark());
        if (owner.realmId() != null) {
            mark.realmId = owner.realmId();
        }
    }

    private static Set<String> and(Set<String> some, String more) {
        Set<String> all = new HashSet<>(some);
        all.add(more);
        return Set.copyOf(all);
    }

    private static Set<String> without(Set<String> some, String one) {
        Set<String> rest = new HashSet<>(some);
        rest.remove(one);
        return Set.copyOf(rest);
    }

    /** The row of a realm was removed, whatever comes after. */
    public void removed(String realmId) {
        removedRealms.add(realmId);
    }

    boolean isRemoved(String realmId) {
        return removedRealms.contains(realmId);
    }

    /** Tells that a part of a session has ended. The last word on a part is true. */
    public void ended(ResourceKey session, String part) {
        Mark mark = marks.computeIfAbsent(session, key -> new Mark());
        mark.begun = without(mark.begun, part);
        mark.ended = and(mark.ended, part);
    }

    /** Tells that a part of a session has begun. */
    public void begun(ResourceKey session, String part) {
        Mark mark = marks.computeIfAbsent(session, key -> new Mark());
        mark.ended = without(mark.ended, part);
        mark.begun = and(mark.begun, part);
    }

    Map<ResourceKey, Mark> marks() {
        return marks;
    }

    String contextRealmId() {
        return contextRealmId;
    }

    boolean migrating() {
        return migrating;
    }
}
