package io.multiregion.engine.database;

import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A database with Keycloak's own schema and this extension's, made by the change logs that make the real ones. */
public final class KeycloakDatabase implements Connections, AutoCloseable {

    private final SchemaDatabase database;
    private volatile CountedStatements counted;

    /** Makes one in memory, empty. */
    public KeycloakDatabase() {
        this(SchemaDatabase.h2(TextOrder.CODE_POINTS));
    }

    /** @param database a new one, which ends with this */
    public KeycloakDatabase(SchemaDatabase database) {
        this.database = database;
    }

    /** Counts the statements that are prepared from now on. */
    public CountedStatements count() {
        counted = new CountedStatements(this::opened);
        return counted;
    }

    @Override
    public Connection open() throws SQLException {
        CountedStatements counting = counted;
        return counting == null ? opened() : counting.open();
    }

    private Connection opened() throws SQLException {
        return Namespace.of(database.schema()).connection(database.open());
    }

    /** The words of its product. */
    public Dialect dialect() {
        return transaction(Dialect::of);
    }

    /** Makes a realm as Keycloak would, with the row that every realm has here. */
    public void realm(String id, String name) {
        run(connection -> {
            Sql.update(connection, "insert into REALM (ID, NAME) values (?, ?)", id, name);
            RealmRows.enrol(connection, id);
        });
    }

    /** All rows of all tables of this extension, and the realms. */
    public Map<String, Set<String>> rows() {
        return transaction(connection -> {
            Map<String, Set<String>> rows = new TreeMap<>();
            for (String table : Sql.list(
                    connection,
                    "select upper(TABLE_NAME) from INFORMATION_SCHEMA.TABLES"
                            + " where upper(TABLE_NAME) like 'MR\\_%' or upper(TABLE_NAME) = 'REALM'",
                    row -> row.getString(1))) {
                rows.put(table, new TreeSet<>(Sql.list(connection, "select * from " + table, KeycloakDatabase::text)));
            }
            return rows;
        });
    }

    private static String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            text.append(row.getMetaData().getColumnName(i).toUpperCase(Locale.ROOT))
                    .append('=')
                    .append(row.getString(i))
                    .append(' ');
        }
        return text.toString();
    }

    /** Forgets the database with all that is in it. */
    @Override
    public void close() {
        database.close();
    }
}
