package io.multiregion.engine.digest;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.schema.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Computes digests of a realm's rows, in the caller's transaction. What a region may keep to itself is left out: regional
 * columns, and those that advance in each region by themselves.
 */
public final class Digests {

    private static final int FETCH = 1000;

    private final Catalogue catalogue;
    private final Selects selects;

    public Digests(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
    }

    /** One digest of all that a realm has of a kind. Its cost grows with that. */
    public Digest ofKind(Connection connection, String realmId, Kind kind) throws SQLException {
        Digest.Sum sum = new Digest.Sum();
        for (OwnedTable table : catalogue.ownership().of(kind)) {
            scan(connection, realmId, table, List.of(), owner -> sum);
        }
        return sum.digest();
    }

    /** One digest for each of these resources that the realm has, by id. */
    public Map<String, Digest> ofResources(Connection connection, String realmId, Kind kind, List<String> ids)
            throws SQLException {
        Map<String, Digest.Sum> sums = new TreeMap<>();
        for (OwnedTable table : catalogue.ownership().of(kind)) {
            for (List<String> some : Sql.steps(ids)) {
                scan(connection, realmId, table, some, owner -> sums.computeIfAbsent(owner, id -> new Digest.Sum()));
            }
        }
        Map<String, Digest> digests = new TreeMap<>();
        sums.forEach((id, sum) -> digests.put(id, sum.digest()));
        return digests;
    }

    /** @param ids the resources whose rows are read; all if there are none */
    private void scan(
            Connection connection,
            String realmId,
            OwnedTable table,
            List<String> ids,
            Function<String, Digest.Sum> sums)
            throws SQLException {
        List<Column> columns = selects.columns(table);
        RowHash hash = new RowHash();
        String sql = ids.isEmpty() ? selects.rowsOfRealm(table) : selects.rowsOfRealm(table, ids.size());
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int index = 1;
            select.setString(index++, realmId);
            for (String id : ids) {
                select.setString(index++, id);
            }
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String owner = row.getString(columns.size() + 1);
                    if (owner == null) {
                        continue;
                    }
                    hash.start(table.name());
                    for (int i = 0; i < columns.size(); i++) {
                        Column column = columns.get(i);
                        if (!table.latest().contains(column.name())) {
                            hash.column(column.name(), column.type().read(row, i + 1));
                        }
                    }
                    sums.apply(owner).add(hash.finish());
                }
            }
        }
    }
}
