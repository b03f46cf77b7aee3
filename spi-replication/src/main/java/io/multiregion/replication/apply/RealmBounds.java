package io.multiregion.replication.apply;

import io.multiregion.replication.catalogue.OwnedTable;
import io.multiregion.replication.catalogue.Ownership;
import io.multiregion.replication.catalogue.Path;
import io.multiregion.replication.catalogue.Selects;
import io.multiregion.replication.database.Sql;
import io.multiregion.replication.resource.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a region that is trusted with one realm may write: rows of that realm. Each row of a batch belongs to a resource that the
 * batch names, and each of those, before and after the batch, to the batch's realm. Otherwise a stolen region key would open
 * the master realm of every other region.
 */
final class RealmBounds {

    private static final int IDS_PER_QUERY = 500;

    private final Connection connection;
    private final Selects selects;
    private final Ownership ownership;
    private final String realmId;
    private final Collection<TableRows> targets;

    RealmBounds(
            Connection connection,
            Selects selects,
            Ownership ownership,
            String realmId,
            Collection<TableRows> targets) {
        this.connection = connection;
        this.selects = selects;
        this.ownership = ownership;
        this.realmId = realmId;
        this.targets = targets;
    }

    /** @throws OutOfBounds if a row does not belong to a resource that the batch names, or says that it is of another realm */
    void checkRows() {
        for (TableRows target : targets) {
            Path owner = target.owned().owner();
            Set<String> allowed = owner.isDirect()
                    ? target.owners()
                    : keysOf(target.owned().kind(), owner.hops().get(0));
            Path realm = target.owned().realm();
            for (Object[] row : target.rows().values()) {
                if (!allowed.contains(target.text(row, owner.column()))) {
                    throw new OutOfBounds(target.owned(), "a row of a resource that it does not name");
                }
                if (realm.isDirect() && isForeign(target.text(row, realm.column()))) {
                    throw new OutOfBounds(target.owned(), "a row of another realm");
                }
            }
        }
    }

    private Set<String> keysOf(Kind kind, Path.Hop hop) {
        return targets.stream()
                .filter(target ->
                        target.owned().kind() == kind && target.owned().name().equals(hop.table()))
                .flatMap(target -> target.rows().values().stream().map(row -> target.text(row, hop.key())))
                .collect(Collectors.toSet());
    }

    /** @throws OutOfBounds if a resource that the batch names is there, in another realm; called before and after writing */
    void checkOwners() throws SQLException {
        Map<Kind, Set<String>> owners = new EnumMap<>(Kind.class);
        targets.forEach(target -> owners.computeIfAbsent(target.owned().kind(), kind -> new LinkedHashSet<>())
                .addAll(target.owners()));
        for (Map.Entry<Kind, Set<String>> kind : owners.entrySet()) {
            if (kind.getKey() == Kind.REALM && !Set.of(realmId).containsAll(kind.getValue())) {
                throw new OutOfBounds(ownership.root(Kind.REALM), "another realm");
            }
            for (OwnedTable table : ownership.of(kind.getKey())) {
                if (table.owner().isDirect()
                        && (table.realm().isDirect() || table.equals(ownership.root(kind.getKey())))) {
                    checkOwners(table, List.copyOf(kind.getValue()));
                }
            }
        }
    }

    private void checkOwners(OwnedTable table, List<String> owners) throws SQLException {
        for (int from = 0; from < owners.size(); from += IDS_PER_QUERY) {
            List<String> some = owners.subList(from, Math.min(owners.size(), from + IDS_PER_QUERY));
            List<String> realms = Sql.list(
                    connection, selects.realmsOfOwners(table, some.size()), row -> row.getString(2), some.toArray());
            if (realms.stream().filter(Objects::nonNull).anyMatch(this::isForeign)) {
                throw new OutOfBounds(table, "a resource of another realm");
            }
        }
    }

    private boolean isForeign(String realm) {
        return realm != null && !realm.equals(realmId);
    }

    /** A batch reaches beyond its realm. Nothing of it is applied; the region that sent it is not to be trusted. */
    static final class OutOfBounds extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfBounds(OwnedTable table, String what) {
            super("a batch has " + what + " in " + table.name()
                    + ": nothing of it was applied; look into the region that sent it");
        }
    }
}
