package io.multiregion.replication.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;

/** A region's database in memory, with this extension's tables, and of Keycloak's only what names a realm. */
public final class OurTables implements Connections, AutoCloseable {

    private static final List<String> TABLES = tables();

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final Connection last;

    public OurTables() {
        try {
            last = open();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
        transaction(connection -> {
            for (String statement : TABLES) {
                Sql.update(connection, statement);
            }
            return null;
        });
    }

    /** The statements that make the tables: Liquibase takes a second to do what its change log says. */
    private static List<String> tables() {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            new Liquibase(
                            "META-INF/multi-region-changelog.xml",
                            new ClassLoaderResourceAccessor(),
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))
                    .update("");
            connection.setAutoCommit(true);
            Sql.update(connection, "create table REALM (ID varchar(36) primary key, NAME varchar(255) unique)");
            return Sql.list(connection, "script nodata", row -> row.getString(1));
        } catch (SQLException | LiquibaseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Connection open() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** Makes a realm as Keycloak would, with the row that every realm has here. */
    public void realm(String id, String name) {
        transaction(connection -> {
            Sql.update(connection, "insert into REALM (ID, NAME) values (?, ?)", id, name);
            return Sql.update(
                    connection, "insert into MR_REALM (REALM_ID, ROLE, EPOCH) values (?, 'STANDALONE', 0)", id);
        });
    }

    /** All rows of all tables of this extension. */
    public Map<String, List<String>> rows() {
        return transaction(connection -> {
            Map<String, List<String>> rows = new TreeMap<>();
            for (String table : Sql.list(
                    connection,
                    "select TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_NAME like 'MR\\_%'",
                    row -> row.getString(1))) {
                rows.put(table, Sql.list(connection, "select * from " + table, row -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(row.getString(i));
                    }
                    return values.toString();
                }));
            }
            return rows;
        });
    }

    @Override
    public void close() {
        try {
            last.close();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
