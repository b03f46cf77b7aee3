package io.multiregion.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import liquibase.database.core.H2Database;

/** A database in memory, made from the script of the first one. */
final class H2Copy implements SchemaDatabase {

    /** As Keycloak's own embedded H2 is opened: a column may be named VALUE. */
    private static final String OPTIONS = ";NON_KEYWORDS=VALUE;QUERY_CACHE_SIZE=200";

    private static final class Script {
        static final List<String> STATEMENTS = statements();

        private static List<String> statements() {
            try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + OPTIONS)) {
                ChangeLogs.run(connection, new H2Database());
                List<String> statements = new ArrayList<>();
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("script nosettings")) {
                    while (rows.next()) {
                        statements.add(rows.getString(1));
                    }
                }
                return statements;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + OPTIONS + ";DB_CLOSE_DELAY=-1";

    private final String schema;

    H2Copy(TextOrder order, String schema) {
        this.schema = schema;
        List<String> script = Script.STATEMENTS;
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    switch (order) {
                        case CODE_POINTS -> "set collation off";
                        case ENGLISH -> "set collation ENGLISH strength IDENTICAL";
                    });
            if (schema != null) {
                statement.execute("create schema \"" + schema + "\"");
            }
            for (String each : script) {
                statement.execute(schema == null ? each : each.replace("\"PUBLIC\".", "\"" + schema + "\"."));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public Connection open() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    public void close() {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
