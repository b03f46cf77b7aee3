package io.multiregion.engine.journal;

import io.multiregion.engine.resource.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one transaction has changed so far. Used by the one thread that runs the transaction. */
public final class Changes {

    /**
     * What is known of changed resources: their realm, null if no row told it, and the tables in which they changed. A bulk statement changes
     * a million of them alike: they share one.
     */
    record Mark(String realmId, Set<String> tables) {

        private static final Mark NONE = new Mark(null, Set.of());

        private boolean says(String realm, String table) {
            return tables.contains(table) && (realm == null || realm.equals(realmId));
        }

        private Mark and(String realm, String table) {
            Set<String> all = new HashSet<>(tables);
            all.add(table);
            return new Mark(realm == null ? realmId : realm, Set.copyOf(all));
        }
    }

    private final Map<ResourceKey, Mark> marks = new HashMap<>();
    private final Map<Mark, Mark> shared = new HashMap<>();
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
        Mark before = marks.getOrDefault(owner.resource(), Mark.NONE);
        if (!before.says(owner.realmId(), table)) {
            Mark now = before.and(owner.realmId(), table);
            marks.put(owner.resource(), shared.computeIfAbsent(now, mark -> mark));
        }
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
