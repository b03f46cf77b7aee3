package io.multiregion.engine.catalogue;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.schema.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The queries by which rows are found: by the resources that own them, or by their realm. */
public final class Selects {

    private final Catalogue catalogue;
    private final Dialect dialect;

    Selects(Catalogue catalogue, Dialect dialect) {
        this.catalogue = catalogue;
        this.dialect = dialect;
    }

    /** The columns that travel, sorted by name: all but the regional ones. */
    public List<Column> columns(OwnedTable owned) {
        return catalogue.table(owned).columns().values().stream()
                .filter(column -> !owned.regional().contains(column.name()))
                .toList();
    }

    /** Selects the columns that travel, then the owner's id, of all rows of {@code owners} resources; their ids are bound. */
    public String rowsOfOwners(OwnedTable owned, int owners) {
        Joined owner = join(owned, owned.owner());
        return "select " + list(columns(owned)) + ", " + owner.column + " from " + owner.from + " where " + owner.column
                + " in " + Sql.places(owners);
    }

    /** For each table selects 1 if it has a row of any of so many resources, else 0; their ids are bound, table by table. */
    public String anyOfOwners(Map<OwnedTable, Integer> owners) {
        return owners.entrySet().stream()
                .map(table -> {
                    Joined owner = join(table.getKey(), table.getKey().owner());
                    return "case when exists (select 1 from " + owner.from + " where " + owner.column + " in "
                            + Sql.places(table.getValue()) + ") then 1 else 0 end";
                })
                .collect(Collectors.joining(", ", "select ", ""));
    }

    /** Selects the columns that travel, then the owner's id, of all rows of a realm, whose id is bound. */
    public String rowsOfRealm(OwnedTable owned) {
        Joined realm = join(owned, owned.realm());
        return "select " + list(columns(owned)) + ", " + ownerAlong(owned) + " from " + realm.from + " where "
                + realm.column + " = ?";
    }

    /**
     * Selects the ids of the next resources of a realm that have rows in this table, in ascending order. Bound are the realm's
     * id, the last id seen, and the greatest number of ids.
     */
    public String nextOwners(OwnedTable owned) {
        Joined realm = join(owned, owned.realm());
        String owner = ownerAlong(owned);
        return dialect.first("select distinct " + owner + " as id from " + realm.from + " where " + realm.column
                + " = ? and " + owner + " > ? order by 1");
    }

    /**
     * Selects the ids of the next resources of a realm that have rows in any of these tables, in ascending order. Bound is, for each
     * table, what {@link #nextOwners(OwnedTable)} has, then the greatest number of ids again.
     */
    public String nextOwners(List<OwnedTable> tables) {
        String each = tables.size() == 1
                ? nextOwners(tables.get(0))
                : tables.stream().map(this::nextOwners).collect(Collectors.joining(") union (", "(", ")"));
        return dialect.first("select page.id from (" + each + ") as page order by 1");
    }

    /** Of some resources, selects the ids of those that have rows of a realm in this table. Bound are the realm's id, and their ids. */
    public String ownersAmong(OwnedTable owned, int owners) {
        Joined realm = join(owned, owned.realm());
        return "select distinct " + ownerAlong(owned) + " from " + realm.from + " where " + realm.column + " = ? and "
                + ownerAlong(owned) + " in " + Sql.places(owners);
    }

    /** Like {@link #rowsOfRealm}, of some resources only; their ids are bound last. */
    public String rowsOfRealm(OwnedTable owned, int owners) {
        return rowsOfRealm(owned) + " and " + ownerAlong(owned) + " in " + Sql.places(owners);
    }

    /**
     * Like {@link #rowsOfRealm}, of the rows that have given values in some columns of their own, and in one any of several. The values
     * are bound after the realm's id, in this order.
     */
    public String rowsOfRealm(OwnedTable owned, List<Column> given, Column listed, int values) {
        String equal = given.stream()
                .map(column -> " and t0." + column.quoted() + " = ?")
                .collect(Collectors.joining());
        return rowsOfRealm(owned) + equal + " and t0." + listed.quoted() + " in " + Sql.places(values);
    }

    /** Counts the resources of a realm, whose id is bound, that have rows in this table. */
    public String countOwners(OwnedTable owned) {
        Joined realm = join(owned, owned.realm());
        return "select count(distinct " + ownerAlong(owned) + ") from " + realm.from + " where " + realm.column
                + " = ?";
    }

    /**
     * Selects a column and the realm id of all rows of a table in which that column has one of {@code values} bound values; the realm is
     * NULL for a row that leads to none.
     */
    public String realmsOfRows(OwnedTable table, String column, int values) {
        Joined realm = join(table, table.realm(), " left join ");
        String named = "t0." + quoted(table, column);
        return "select " + named + ", " + realm.column + " from " + realm.from + " where " + named + " in "
                + Sql.places(values);
    }

    private record Joined(String from, String column) {}

    private Joined join(OwnedTable owned, Path path) {
        return join(owned, path, " join ");
    }

    private Joined join(OwnedTable owned, Path path, String join) {
        StringBuilder from = new StringBuilder(catalogue.table(owned).quoted()).append(" t0");
        String column = "t0." + quoted(owned, path.column());
        int alias = 0;
        for (Path.Hop hop : path.hops()) {
            alias++;
            OwnedTable next = named(hop.table());
            from.append(join)
                    .append(catalogue.table(next).quoted())
                    .append(" t")
                    .append(alias);
            from.append(" on t").append(alias).append('.').append(quoted(next, hop.key()));
            from.append(" = ").append(column);
            column = "t" + alias + "." + quoted(next, hop.column());
        }
        return new Joined(from.toString(), path.idSql(column));
    }

    /** The owner's column where the query is joined along the realm's path: that path passes the owner, or the owner is direct. */
    private String ownerAlong(OwnedTable owned) {
        int alias = owned.owner().hops().size();
        String column = alias == 0
                ? quoted(owned, owned.owner().column())
                : quoted(
                        named(owned.owner().hops().get(alias - 1).table()),
                        owned.owner().hops().get(alias - 1).column());
        return "t" + alias + "." + column;
    }

    private OwnedTable named(String table) {
        return catalogue.ownership().named(table).get(0);
    }

    private String quoted(OwnedTable owned, String column) {
        return catalogue.table(owned).column(column).quoted();
    }

    private static String list(List<Column> columns) {
        return columns.stream().map(column -> "t0." + column.quoted()).collect(Collectors.joining(", "));
    }
}
