package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.ForeignKey;
import io.multiregion.engine.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands in the way of a cut that goes over an older copy: rows of the same realm, of resources that the cut does not speak for, that
 * hold a unique value which a row of the cut has, or refer to a row that goes. The primary can't have them beside what the cut says. So
 * each is of a resource that the copy has yet to reach, and comes again with it as it is there; had the resource been copied, its change
 * since would be in this cut.
 */
final class Obstacles {

    private final Catalogue catalogue;
    private final Selects selects;
    private final RowSearch search;
    private final Map<String, Set<List<Object>>> spokenFor = new HashMap<>();
    private final Map<OwnedTable, TableRows> targets = new HashMap<>();
    private final Map<OwnedTable, Map<List<Object>, Object[]>> found = new LinkedHashMap<>();
    private final Set<ResourceKey> owners = new HashSet<>();

    /** @param differences what the cut does, of all tables that it speaks of */
    public Obstacles(Connection connection, Catalogue catalogue, String realmId, List<Difference> differences)
            throws SQLException {
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
            List<Object[]> going = new ArrayList<>();
            difference.deletes().forEach(key -> going.add(difference.existing().get(key)));
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
            List<Object[]> claiming = new ArrayList<>(difference.inserts());
            if (!Set.copyOf(unique).equals(Set.copyOf(table.key()))) {
                claiming.addAll(difference.updates());
            }
            note(table, unique, values(target.columns(), unique, claiming));
        }
    }

    private void referring(Table table, List<Column> columns, List<Object[]> going) throws SQLException {
        for (ForeignKey key : table.referring()) {
            Table referring =
                    catalogue.table(catalogue.ownership().named(key.table()).get(0));
            note(referring, key.columns(), values(columns, key.referred(), going));
        }
    }

    private static Collection<List<Object>> values(List<Column> columns, List<Column> wanted, List<Object[]> rows) {
        int[] places = wanted.stream().mapToInt(columns::indexOf).toArray();
        Set<List<Object>> values = new HashSet<>();
        for (Object[] row : rows) {
            List<Object> one = new ArrayList<>(places.length);
            for (int place : places) {
                one.add(row[place]);
            }
            values.add(one);
        }
        return values;
    }

    /** Notes the rows that have these values, unless they are spoken for or noted, and then what refers to them. */
    private void note(Table table, List<Column> columns, Collection<List<Object>> values) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        for (OwnedTable owned : catalogue.ownership().named(table.name())) {
            if (owned.equals(catalogue.ownership().root(Kind.REALM))) {
                continue;
            }
            TableRows target = targets.computeIfAbsent(owned, o -> new TableRows(o, table, selects.columns(o)));
            List<Object[]> going = new ArrayList<>();
            for (RowSearch.Found one : search.of(owned, columns, values)) {
                List<Object> key = target.keyOf(one.row());
                if (one.owner() != null
                        && !spokenFor.getOrDefault(table.name(), Set.of()).contains(key)
                        && found.computeIfAbsent(owned, o -> new LinkedHashMap<>())
                                        .putIfAbsent(key, one.row())
                                == null) {
                    going.add(one.row());
                    owners.add(new ResourceKey(owned.kind(), one.owner()));
                }
            }
            if (!going.isEmpty()) {
                referring(table, target.columns(), going);
            }
        }
    }
}
