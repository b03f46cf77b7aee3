package io.multiregion.engine.journal;

import io.multiregion.engine.resource.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one transaction has changed so far. Used by the one thread that runs the transaction. */
public final class Changes {

    /** What is known of a changed resource: its realm, if a row told it, and the tables in which it changed. */
    static final class Mark {
        private String realmId;
        private final Set<String> tables = new HashSet<>();
        private final Set<String> ended = new HashSet<>();
        private final Set<String> begun = new HashSet<>();

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
        mark.tables.add(table);
        if (owner.realmId() != null) {
            mark.realmId = owner.realmId();
        }
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
        mark.begun.remove(part);
        mark.ended.add(part);
    }

    /** Tells that a part of a session has begun. */
    public void begun(ResourceKey session, String part) {
        Mark mark = marks.computeIfAbsent(session, key -> new Mark());
        mark.ended.remove(part);
        mark.begun.add(part);
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
