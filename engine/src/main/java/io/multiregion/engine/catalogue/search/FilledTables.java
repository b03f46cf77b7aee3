package io.multiregion.engine.catalogue.search;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which tables have rows of some resources. Few changes at once are what a stream mostly carries, and a resource has rows in few of its
 * tables: one question then saves a read of each of the others.
 */
public final class FilledTables {

    /** So many resources have rows in most tables. */
    private static final int MANY = 17;

    /** So few tables are read as fast as they are asked for. */
    private static final int FEW_TABLES = 3;

    private final Selects selects;

    public FilledTables(Selects selects) {
        this.selects = selects;
    }

    /**
     * The tables that may have any: all that are not known to have none.
     *
     * @param wanted what is wanted of each table
     * @param resources the ids of the resources whose rows are
     */
    public <T> Set<OwnedTable> of(
            Connection connection, Map<OwnedTable, T> wanted, Function<T, Collection<String>> resources)
            throws SQLException {
        Map<OwnedTable, Collection<String>> few = new LinkedHashMap<>();
        wanted.forEach((table, of) -> {
            Collection<String> ids = Set.copyOf(resources.apply(of));
            if (!ids.isEmpty() && ids.size() < MANY) {
                few.put(table, ids);
            }
        });
        Set<OwnedTable> filled = new HashSet<>(wanted.keySet());
        if (few.size() > FEW_TABLES) {
            filled.removeAll(empty(connection, few));
        }
        return filled;
    }

    private List<OwnedTable> empty(Connection connection, Map<OwnedTable, Collection<String>> few) throws SQLException {
        List<OwnedTable> tables = List.copyOf(few.keySet());
        Map<OwnedTable, Integer> places = new LinkedHashMap<>();
        List<Object> bound = new ArrayList<>();
        few.forEach((table, ids) -> {
            places.put(table, places(ids.size()));
            bound.addAll(ids);
            for (int i = ids.size(); i < places.get(table); i++) {
                bound.add(ids.iterator().next());
            }
        });
        return Sql.first(
                        connection,
                        selects.anyOfOwners(places),
                        row -> {
                            List<OwnedTable> empty = new ArrayList<>();
                            for (int i = 0; i < tables.size(); i++) {
                                if (row.getInt(i + 1) == 0) {
                                    empty.add(tables.get(i));
                                }
                            }
                            return empty;
                        },
                        bound.toArray())
                .orElseThrow();
    }

    /** One of few numbers, so that there are few statements, which the driver and the database keep. */
    private static int places(int ids) {
        return ids == 1 ? 1 : ids <= 4 ? 4 : MANY - 1;
    }
}
