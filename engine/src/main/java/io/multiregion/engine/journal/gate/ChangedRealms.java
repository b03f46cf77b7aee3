package io.multiregion.engine.journal.gate;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.store.RealmRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Finds out of which realm each changed resource is. A change of no known realm could be one of a realm that is replicated, or read-only
 * here: as long as there is such a realm, it is refused.
 */
final class ChangedRealms {

    private static final Logger LOG = Logger.getLogger(ChangedRealms.class);

    /** Of a thousand, so many say enough. */
    private static final int NAMED = 3;

    private final Ownership ownership;
    private final Selects selects;

    ChangedRealms(Ownership ownership, Selects selects) {
        this.ownership = ownership;
        this.selects = selects;
    }

    /**
     * The changed resources by realm.
     *
     * @throws WriteRefusedException if the realm of one of them can't be found out, and this region replicates any
     */
    Map<String, List<ResourceKey>> of(Connection connection, Changes changes) throws SQLException {
        Map<String, List<ResourceKey>> byRealm = new TreeMap<>();
        List<ResourceKey> untold = new ArrayList<>();
        changes.marks().forEach((resource, mark) -> {
            if (mark.realmId() == null) {
                untold.add(resource);
            } else {
                add(byRealm, mark.realmId(), resource);
            }
        });
        Map<ResourceKey, String> rows = realmsOfRows(connection, untold);
        untold.stream()
                .filter(resource -> rows.get(resource) != null)
                .forEach(resource -> add(byRealm, rows.get(resource), resource));
        String only = byRealm.size() == 1 ? byRealm.keySet().iterator().next() : null;
        List<ResourceKey> unknown = new ArrayList<>();
        for (ResourceKey resource : untold) {
            if (!rows.containsKey(resource)) {
                realmOfGone(resource, changes, only)
                        .ifPresentOrElse(realm -> add(byRealm, realm, resource), () -> unknown.add(resource));
            } else if (rows.get(resource) == null) {
                unknown.add(resource);
            }
        }
        if (!unknown.isEmpty()) {
            refuse(connection, unknown, changes);
        }
        return byRealm;
    }

    private static void add(Map<String, List<ResourceKey>> byRealm, String realmId, ResourceKey resource) {
        byRealm.computeIfAbsent(realmId, realm -> new ArrayList<>()).add(resource);
    }

    /** The realms that rows which are there lead to; null where one leads to none. */
    private Map<ResourceKey, String> realmsOfRows(Connection connection, List<ResourceKey> resources)
            throws SQLException {
        Map<Kind, List<ResourceKey>> byKind = resources.stream().collect(Collectors.groupingBy(ResourceKey::kind));
        Map<ResourceKey, String> realms = new HashMap<>();
        for (Map.Entry<Kind, List<ResourceKey>> kind : byKind.entrySet()) {
            OwnedTable root = ownership.root(kind.getKey());
            List<String> ids = kind.getValue().stream().map(ResourceKey::id).toList();
            for (List<String> some : Sql.steps(ids)) {
                Sql.list(
                        connection,
                        selects.realmsOfRows(root, root.owner().column(), some.size()),
                        row -> realms.put(new ResourceKey(kind.getKey(), row.getString(1)), row.getString(2)),
                        some.toArray());
            }
        }
        return realms;
    }

    /**
     * The realm of what is not there any more: the one that the request is about, or the one that all else in the transaction is of. A
     * resource server goes with its client.
     */
    private static Optional<String> realmOfGone(ResourceKey resource, Changes changes, String only) {
        if (changes.contextRealmId() != null) {
            return Optional.of(changes.contextRealmId());
        }
        if (resource.kind() == Kind.AUTHORIZATION) {
            Changes.Mark client = changes.marks().get(new ResourceKey(Kind.CLIENT, resource.id()));
            if (client != null && client.realmId() != null) {
                return Optional.of(client.realmId());
            }
        }
        return Optional.ofNullable(only);
    }

    private static void refuse(Connection connection, List<ResourceKey> unknown, Changes changes) throws SQLException {
        String named = unknown.stream()
                .limit(NAMED)
                .map(resource -> resource + " in "
                        + new TreeSet<>(changes.marks().get(resource).tables()))
                .collect(Collectors.joining(", "));
        String what = "of which realm it is can't be found out: " + named;
        if (changes.migrating()) {
            LOG.warnf("a migration changed something, and %s: not journalled", what);
        } else if (RealmRows.anyReplicated(connection)) {
            throw new WriteRefusedException("nothing was written, since one change may be of a replicated realm, and "
                    + what + ". An extension that writes must set the realm of its session's context first,"
                    + " and write nothing that belongs to no realm");
        }
    }
}
