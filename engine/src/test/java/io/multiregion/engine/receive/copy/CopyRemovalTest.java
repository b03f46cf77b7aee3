package io.multiregion.engine.receive.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.stream.TestRows;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Of a copy that is removed nothing stays, in whatever table of ours: no key that opened its secrets, above all. */
class CopyRemovalTest {

    private static final String REALM = "acme";

    /** What is kept for ever, lest a message of a former life be believed. */
    private static final List<String> KEPT = List.of("MR_LIFE");

    @Test
    void nothingOfItStays() {
        try (KeycloakDatabase database = new KeycloakDatabase()) {
            RealmState copy = copy();
            database.run(connection -> RealmRows.assume(connection, copy));
            TestRows rows = new TestRows(database);
            List<String> tables = database.transaction(CopyRemovalTest::tablesOfRealms);
            assertTrue(tables.containsAll(List.of("MR_DATA_KEY", "MR_SEALING", "MR_JOURNAL")), tables::toString);
            tables.forEach(table -> fill(database, rows, table));
            new CopyRemoval(database, realmId -> {}).of(copy);
            assertEquals(
                    KEPT, tables.stream().filter(table -> hasRows(rows, table)).toList());
        }
    }

    private static RealmState copy() {
        return RealmStates.of(
                REALM,
                REALM,
                Role.SECONDARY,
                1,
                ReplicaStatus.ACTIVE,
                "eu",
                URI.create("https://eu.example.com"),
                Position.START,
                Position.START,
                Instant.EPOCH,
                null);
    }

    private static boolean hasRows(TestRows rows, String table) {
        return !rows.texts("select REALM_ID from " + table + " where REALM_ID = ?", REALM)
                .isEmpty();
    }

    private static List<String> tablesOfRealms(Connection connection) throws SQLException {
        TreeSet<String> tables = new TreeSet<>();
        try (ResultSet columns =
                connection.getMetaData().getColumns(null, connection.getSchema(), "MR\\_%", "REALM_ID")) {
            while (columns.next()) {
                tables.add(columns.getString("TABLE_NAME"));
            }
        }
        return List.copyOf(tables);
    }

    /** Gives a table a row of the realm, unless it has one. */
    private static void fill(KeycloakDatabase database, TestRows rows, String table) {
        if (hasRows(rows, table)) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        database.run(connection -> {
            try (ResultSet columns = connection.getMetaData().getColumns(null, connection.getSchema(), table, "%")) {
                while (columns.next()) {
                    if (columns.getString("IS_NULLABLE").equals("NO")
                            && !columns.getString("IS_AUTOINCREMENT").equals("YES")) {
                        names.add(columns.getString("COLUMN_NAME"));
                        values.add(anything(columns.getString("COLUMN_NAME"), columns.getInt("DATA_TYPE")));
                    }
                }
            }
        });
        String marks = String.join(", ", names.stream().map(name -> "?").toList());
        rows.update(
                "insert into " + table + " (" + String.join(", ", names) + ") values (" + marks + ")",
                values.toArray());
    }

    private static Object anything(String column, int type) {
        if (column.equals("REALM_ID")) {
            return REALM;
        }
        return switch (type) {
            case Types.BIGINT, Types.INTEGER -> 0L;
            case Types.BOOLEAN, Types.BIT -> false;
            case Types.BLOB, Types.VARBINARY, Types.BINARY, Types.LONGVARBINARY -> new byte[] {1};
            default -> "-";
        };
    }
}
