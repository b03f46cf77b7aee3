package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.catalogue.search.RowSearch;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.ForeignKey;
import io.multiregion.engine.schema.Table;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.engine.trouble.UnappliedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands in the way of a cut that goes over an older copy: rows of the same realm, of resources that the cut does not speak for, that
 * hold a unique value which a row of the cut has, or refer to a row that goes. The primary can't have them beside what the cut says. So
 * each is of a resource that the copy has yet to reach, and comes again with it as it is there; had the resource been copied, its change
 * since would be in this cut.
 *
 * <p>So it is for a replica that catches up page by page, but for one thing: what refers to a row that stood in the way may be of a
 * resource that has not changed, and comes in no page. Then nothing is removed.
 */
final class Obstacles {

    private final Catalogue catalogue;
    private final Selects selects;
    private final RowSearch search;
    private final Map<String, Set<List<Object>>> spokenFor = new HashMap<>();
    private final Map<OwnedTable, TableRows> targets = new HashMap<>();
    private final Map<OwnedTable, Map<List<Object>, Object[]>> found = new LinkedHashMap<>();
    private final Set<ResourceKey> owners = new HashSet<>();
    private final boolean someComeAgain;

    /**
     * @param differences what the cut does, of all tables that it speaks of
     * @param someComeAgain whether only what has changed comes again, and not all
     * @throws MissedException if a row would have to go that may not come again
     */
    public Obstacles(
            Connection connection,
            Catalogue catalogue,
            String realmId,
            List<Difference> differences,
            boolean someComeAgain)
            throws SQLException {
        this.someComeAgain = someComeAgain;
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
        this.search = new RowSearch(connection, selects, realmId);
        for (Difference difference : differences) {
            spokenFor
                    .computeIfAbsent(difference.target().table().name(), table -> new HashSet<>())
                    .addAll(difference.existing().keySet());
        }
        for (Difference difference : differences) {
            holders(difference);
            Map<Object[], ResourceKey> going = new IdentityHashMap<>();
            difference.deletes().forEach(key -> going.put(difference.existing().get(key), null));
            referring(difference.target().table(), difference.target().columns(), going);
        }
    }

    /** The rows to remove, table by table. */
    public List<Difference> removals() {
        List<Difference> removals = new ArrayList<>();
        found.forEach((owned, rows) -> removals.add(Difference.removal(targets.get(owned), rows)));
        return removals;
    }

    /** The resources that they belong to. */
    public Set<ResourceKey> owners() {
        return owners;
    }

    /** A row that keeps its primary key takes over no other one; an owner's own rows are all spoken for. */
    private void holders(Difference difference) throws SQLException {
        TableRows target = difference.target();
        Table table = target.table();
        for (List<Column> unique : table.uniqueKeys()) {
            if (!target.columns().containsAll(unique)
                    || target.owned().owner().isDirect()
                            && unique.contains(
                                    table.column(target.owned().owner().column()))) {
                continue;
            }
            Map<Object[], ResourceKey> claiming = new IdentityHashMap<>();
            difference.inserts().forEach(row -> claiming.put(row, null));
            if (!Set.copyOf(unique).equals(Set.copyOf(table.key()))) {
                difference.updates().forEach(row -> claiming.put(row, null));
            }
            note(table, unique, values(target.columns(), unique, claiming));
        }
    }

    /** @param going rows that go, and whose they are if the cut does not speak for them */
    private void referring(Table table, List<Column> columns, Map<Object[], ResourceKey> going) throws SQLException {
        for (ForeignKey key : table.referring()) {
            Table referring =
                    catalogue.table(catalogue.ownership().named(key.table()).get(0));
            note(referring, key.columns(), values(columns, key.referred(), going));
        }
        for (OwnedTable owned : catalogue.ownership().tables()) {
            if (isOfRealmBy(owned, table)) {
                Table belonging = catalogue.table(owned);
                Column referred = table.column(owned.realm().hops().get(0).key());
                note(
                        belonging,
                        List.of(belonging.column(owned.realm().column())),
                        values(columns, List.of(referred), going));
            }
        }
    }

    /** Whether rows belong to the realm by way of another resource's row, without a foreign key: when that goes, nobody finds them. */
    private boolean isOfRealmBy(OwnedTable owned, Table table) {
        return !owned.realm().hops().isEmpty()
                && owned.realm().hops().get(0).table().equals(table.name())
                && catalogue.ownership().named(table.name()).stream().noneMatch(one -> one.kind() == owned.kind());
    }

    private static Map<List<Object>, ResourceKey> values(
            List<Column> columns, List<Column> wanted, Map<Object[], ResourceKey> rows) {
        Map<List<Object>, ResourceKey> values = new HashMap<>();
        rows.forEach((row, owner) -> values.put(values(columns, wanted, row), owner));
        return values;
    }

    private static List<Object> values(List<Column> columns, List<Column> wanted, Object[] row) {
        List<Object> values = new ArrayList<>(wanted.size());
        wanted.forEach(column -> values.add(row[columns.indexOf(column)]));
        return values;
    }

    /**
     * Notes the rows that have these values, unless they are spoken for or noted, and then what refers to them.
     *
     * @param values with whose row it is that has them, if the cut does not speak for it
     */
    private void note(Table table, List<Column> columns, Map<List<Object>, ResourceKey> values) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        for (OwnedTable owned : catalogue.ownership().named(table.name())) {
            if (owned.equals(catalogue.ownership().root(Kind.REALM))) {
                continue;
            }
            TableRows target = targets.computeIfAbsent(owned, o -> new TableRows(o, table, selects.columns(o)));
            Map<Object[], ResourceKey> going = new IdentityHashMap<>();
            for (RowSearch.Found one : search.of(owned, columns, values.keySet())) {
                List<Object> key = target.keyOf(one.row());
                if (one.owner() != null
                        && !spokenFor.getOrDefault(table.name(), Set.of()).contains(key)
                        && found.computeIfAbsent(owned, o -> new LinkedHashMap<>())
                                        .putIfAbsent(key, one.row())
                                == null) {
                    ResourceKey owner = new ResourceKey(owned.kind(), one.owner());
                    ResourceKey referred = values.get(values(target.columns(), columns, one.row()));
                    if (someComeAgain && referred != null && !referred.equals(owner)) {
                        throw new MissedException(owner);
                    }
                    going.put(one.row(), owner);
                    owners.add(owner);
                }
            }
            if (!going.isEmpty()) {
                referring(table, target.columns(), going);
            }
        }
    }

    /** A row would have to go that may not come again. */
    static final class MissedException extends UnappliedException {
        private static final long serialVersionUID = 1L;

        MissedException(ResourceKey owner) {
            super(
                    Trouble.of(
                            Remedy.PASSES,
                            "a page can make no room for itself without rows of " + owner.kind()
                                    + ": the copy is made again"),
                    null);
        }

        @Override
        public boolean isRepairable() {
            return true;
        }
    }
}
