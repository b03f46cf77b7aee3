package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.merge.RowMerge;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is to be done so that a table holds just the rows that a batch says: what is equal already costs a read only.
 */
final class Difference {

    private final TableRows target;
    private final List<List<Object>> deletes = new ArrayList<>();
    private final List<Object[]> inserts = new ArrayList<>();
    private final List<Object[]> updates = new ArrayList<>();
    private final List<List<Object>> parked = new ArrayList<>();
    private final Set<Integer> parkedTexts = new TreeSet<>();
    private final Set<List<Object>> renewing = new HashSet<>();
    private final List<Object[]> ahead = new ArrayList<>();
    private final Map<List<Object>, Object[]> existing;

    /** @param filled whether the resources may have rows here */
    Difference(Connection connection, Selects selects, TableRows target, boolean filled) throws SQLException {
        this.target = target;
        RowMerge merge = RowMerge.of(
                target.owned(), target.columns().stream().map(Column::name).toList());
        List<Integer> uniqueTexts = new ArrayList<>();
        for (int i = 0; i < target.columns().size(); i++) {
            Column column = target.columns().get(i);
            if (target.table().unique().contains(column.name()) && column.type() == ValueType.TEXT) {
                uniqueTexts.add(i);
            }
        }
        existing = existing(connection, selects, target, filled ? target.owners() : List.of());
        existing.keySet().stream()
                .filter(key -> !target.rows().containsKey(key))
                .forEach(deletes::add);
        target.rows().replaceAll((key, arriving) -> {
            Object[] before = existing.get(key);
            Object[] row = before == null ? arriving : merge.row(arriving, before);
            if (before == null) {
                inserts.add(row);
            } else {
                if (!same(arriving, row)) {
                    ahead.add(row);
                }
                if (!same(before, row)) {
                    updates.add(row);
                    List<Integer> givenUp = uniqueTexts.stream()
                            .filter(i -> !Objects.equals(before[i], row[i]))
                            .toList();
                    if (!givenUp.isEmpty()) {
                        parked.add(key);
                        parkedTexts.addAll(givenUp);
                    }
                }
            }
            return row;
        });
    }

    /** Leaves rows that would go where they are. @param which which ones, by what they are */
    void spare(Predicate<Object[]> which) {
        deletes.removeIf(key -> which.test(existing.get(key)));
    }

    private Difference(TableRows target, Map<List<Object>, Object[]> going) {
        this.target = target;
        this.existing = going;
        deletes.addAll(going.keySet());
    }

    /** Rows that go, of resources that the batch says nothing of. */
    static Difference removal(TableRows target, Map<List<Object>, Object[]> going) {
        return new Difference(target, going);
    }

    /** One row that comes. */
    static Difference addition(TableRows target, Object[] row) {
        Difference one = new Difference(target, Map.of());
        one.inserts.add(row);
        return one;
    }

    /** One row that changes. */
    static Difference change(TableRows target, Object[] row) {
        Difference one = new Difference(target, Map.of());
        one.updates.add(row);
        return one;
    }

    /** The rows that are here of some resources, by key. */
    static Map<List<Object>, Object[]> existing(
            Connection connection, Selects selects, TableRows target, Collection<String> of) throws SQLException {
        Map<List<Object>, Object[]> rows = new HashMap<>();
        List<Column> columns = selects.columns(target.owned());
        int[] order = target.columns().stream().mapToInt(columns::indexOf).toArray();
        for (List<String> some : Sql.steps(of)) {
            try (PreparedStatement select =
                    connection.prepareStatement(rowsOf(connection, selects, target.owned(), some.size()))) {
                for (int i = 0; i < some.size(); i++) {
                    select.setString(i + 1, some.get(i));
                }
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        Object[] row = new Object[order.length];
                        for (int i = 0; i < row.length; i++) {
                            row[i] = target.columns().get(i).type().read(found, order[i] + 1);
                        }
                        rows.put(target.keyOf(row), row);
                    }
                }
            }
        }
        return rows;
    }

    /** What sign-ins write here as well stays as it is until it is written: a counter that is read must not grow meanwhile. */
    private static String rowsOf(Connection connection, Selects selects, OwnedTable owned, int owners)
            throws SQLException {
        String select = selects.rowsOfOwners(owned, owners);
        return owned.back() ? Dialect.of(connection).lockForWrite(select) : select;
    }

    private static boolean same(Object[] before, Object[] row) {
        for (int i = 0; i < row.length; i++) {
            if (!(before[i] instanceof byte[] ours && row[i] instanceof byte[] theirs
                    ? Arrays.equals(ours, theirs)
                    : Objects.equals(before[i], row[i]))) {
                return false;
            }
        }
        return true;
    }

    /** The rows of these resources before and after, with the rows that did not change in both. */
    public Stream<Object[]> beforeAndAfter() {
        return Stream.concat(existing.values().stream(), target.rows().values().stream());
    }

    /** The rows that are further on here than what arrives, by the merge rules. */
    List<Object[]> ahead() {
        return ahead;
    }

    /** The rows that come, go or change, as they are last. */
    Stream<Object[]> changed() {
        return Stream.of(inserts.stream(), updates.stream(), deletes.stream().map(existing::get))
                .flatMap(rows -> rows);
    }

    public TableRows target() {
        return target;
    }

    public List<List<Object>> deletes() {
        return deletes;
    }

    public List<Object[]> inserts() {
        return inserts;
    }

    public List<Object[]> updates() {
        return updates;
    }

    /** Keys of rows that give up a unique value in this batch, which another row may take over. */
    List<List<Object>> parked() {
        return parked;
    }

    /**
     * Places of the text columns that are part of a unique constraint and change: such a constraint may also have the id of a
     * parent, which stays as it is.
     */
    Set<Integer> parkedTexts() {
        return parkedTexts;
    }

    /**
     * Has rows that stay go and come again.
     *
     * @param which which ones, by what they are before
     * @return what they are before, unless they go already
     */
    List<Object[]> renew(Predicate<Object[]> which) {
        List<Object[]> renewed = new ArrayList<>();
        existing.forEach((key, before) -> {
            Object[] after = target.rows().get(key);
            if (after != null && which.test(before) && renewing.add(key)) {
                deletes.add(key);
                updates.remove(after);
                parked.remove(key);
                inserts.add(after);
                renewed.add(before);
            }
        });
        return renewed;
    }

    /** The rows that are here, of the resources that the batch speaks for. */
    Map<List<Object>, Object[]> existing() {
        return existing;
    }

    public int size() {
        return deletes.size() + inserts.size() + updates.size();
    }
}
