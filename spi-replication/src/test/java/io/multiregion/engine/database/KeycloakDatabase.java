package io.multiregion.engine.database;

import io.multiregion.engine.state.store.RealmRows;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.AbstractJdbcDatabase;
import liquibase.database.core.H2Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.keycloak.connections.jpa.updater.liquibase.ThreadLocalSessionContext;
import org.keycloak.models.KeycloakSession;

/**
 * A database in memory with Keycloak's own schema and this extension's, made by the change logs that make the real ones. They run once
 * in a JVM; each database after the first one is made from the script of that.
 */
public final class KeycloakDatabase implements Connections, AutoCloseable {

    /** As Keycloak's own embedded H2 is opened: a column may be named VALUE. */
    private static final String OPTIONS = ";NON_KEYWORDS=VALUE;DB_CLOSE_DELAY=-1";

    /** Keycloak's and ours, each with the table in which Liquibase keeps what has run. */
    private static final List<List<String>> CHANGE_LOGS = List.of(
            List.of("META-INF/jpa-changelog-master.xml", "DATABASECHANGELOG"),
            List.of("META-INF/multi-region-changelog.xml", "DATABASECHANGELOG_MULTI_REGION"));

    private static final class Script {
        static final List<String> STATEMENTS = statements();

        private static List<String> statements() {
            try (Connection connection =
                    DriverManager.getConnection("jdbc:h2:mem:" + OPTIONS.replace(";DB_CLOSE_DELAY=-1", ""))) {
                for (List<String> log : CHANGE_LOGS) {
                    update(connection, log.get(0), log.get(1));
                }
                return Sql.list(connection, "script nosettings", row -> row.getString(1));
            } catch (SQLException | LiquibaseException e) {
                throw new IllegalStateException("Keycloak's change logs do not run on H2", e);
            }
        }

        private static void update(Connection connection, String changeLog, String ran) throws LiquibaseException {
            H2Database database = new H2Database();
            database.setConnection(new JdbcConnection(connection));
            database.setDatabaseChangeLogTableName(ran);
            ((AbstractJdbcDatabase) database).set("keycloak.indexCreationThreshold", 300_000L);
            ClassLoader loader = KeycloakDatabase.class.getClassLoader();
            ThreadLocalSessionContext.setCurrentSession((KeycloakSession) Proxy.newProxyInstance(
                    loader, new Class<?>[] {KeycloakSession.class}, (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException("an empty database has nothing to migrate");
                    }));
            try {
                Scope.child(
                        Scope.Attr.ui,
                        new LoggerUIService(),
                        () -> new Liquibase(changeLog, new ClassLoaderResourceAccessor(loader), database)
                                .update((Contexts) null));
            } catch (Exception e) {
                throw e instanceof LiquibaseException failure ? failure : new LiquibaseException(e);
            } finally {
                ThreadLocalSessionContext.removeCurrentSession();
            }
        }
    }

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + OPTIONS;

    /** Makes one, empty. */
    public KeycloakDatabase() {
        this("set collation off");
    }

    /**
     * Makes one, empty.
     *
     * @param order the statement that says how it orders texts
     */
    public KeycloakDatabase(String order) {
        transaction(connection -> {
            Sql.update(connection, order);
            for (String statement : Script.STATEMENTS) {
                Sql.update(connection, statement);
            }
            return null;
        });
    }

    @Override
    public Connection open() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** Makes a realm as Keycloak would, with the row that every realm has here. */
    public void realm(String id, String name) {
        transaction(connection -> {
            Sql.update(connection, "insert into REALM (ID, NAME) values (?, ?)", id, name);
            RealmRows.enrol(connection, id);
            return null;
        });
    }

    /** All rows of all tables of this extension, and the realms. */
    public Map<String, Set<String>> rows() {
        return transaction(connection -> {
            Map<String, Set<String>> rows = new TreeMap<>();
            for (String table : Sql.list(
                    connection,
                    "select TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_NAME like 'MR\\_%' or TABLE_NAME = 'REALM'",
                    row -> row.getString(1))) {
                rows.put(table, new TreeSet<>(Sql.list(connection, "select * from " + table, KeycloakDatabase::text)));
            }
            return rows;
        });
    }

    private static String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            text.append(row.getMetaData().getColumnName(i))
                    .append('=')
                    .append(row.getString(i))
                    .append(' ');
        }
        return text.toString();
    }

    /** Forgets the database with all that is in it. */
    @Override
    public void close() {
        try (Connection connection = open()) {
            Sql.update(connection, "shutdown");
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
