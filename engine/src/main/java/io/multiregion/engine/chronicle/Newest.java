package io.multiregion.engine.chronicle;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a table keeps of each realm: so many of its newest rows. */
final class Newest {

    private Newest() {}

    /**
     * Forgets a realm's older rows.
     *
     * @param table the table, which has a column REALM_ID
     * @param order a column of whole numbers that are greater in newer rows; rows that share the last number kept all stay
     * @param most how many rows stay
     */
    static void keep(Connection connection, String table, String order, String realmId, int most) throws SQLException {
        List<Long> newest = Sql.list(
                connection,
                Dialect.of(connection)
                        .first("select " + order + " from " + table + " where REALM_ID = ? order by " + order
                                + " desc"),
                row -> row.getLong(1),
                realmId,
                most);
        if (newest.size() == most) {
            String older = "delete from " + table + " where REALM_ID = ? and " + order + " < ?";
            Sql.update(connection, older, realmId, newest.get(most - 1));
        }
    }
}
