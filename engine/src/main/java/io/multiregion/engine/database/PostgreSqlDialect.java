package io.multiregion.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** PostgreSQL, and what calls itself so. */
final class PostgreSqlDialect extends StandardDialect {

    private static final String UNIQUE_INDEXES = " from pg_index i"
            + " join pg_class t on t.oid = i.indrelid"
            + " join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey)"
            + " join pg_namespace n on n.oid = t.relnamespace and n.nspname = ?"
            + " where i.indisunique";

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public boolean isNamed(String name) {
        return name.contains("postgresql");
    }

    @Override
    public String lockForRead(String select) {
        return select + " for share";
    }

    @Override
    public void analyze(Connection connection, Collection<String> tables) throws SQLException {
        String schema = Namespace.qualifier(connection);
        for (String table : tables) {
            Sql.update(connection, "analyze " + schema + "\"" + table + "\"");
        }
    }

    /** The server says both by name, whatever language it speaks. Its driver is there where this product is. */
    @Override
    Violation named(SQLException said, Violation.Rule rule) {
        try {
            Object fields = said.getClass().getMethod("getServerErrorMessage").invoke(said);
            return fields == null
                    ? super.named(said, rule)
                    : new Violation(
                            rule,
                            field(fields, "getConstraint"),
                            field(fields, "getTable").map(name -> name.toUpperCase(Locale.ROOT)));
        } catch (ReflectiveOperationException e) {
            return super.named(said, rule);
        }
    }

    private static Optional<String> field(Object fields, String getter) throws ReflectiveOperationException {
        return Optional.ofNullable((String) fields.getClass().getMethod(getter).invoke(fields));
    }

    /** Within the transaction: one statement, where the session's level would be set before and after it. */
    @Override
    public void beginSnapshots(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Sql.update(connection, "set transaction isolation level repeatable read");
    }

    @Override
    public void endSnapshots(Connection connection) throws SQLException {
        // the level ended with its transaction
    }

    /** Only what is off is turned on: whoever waits for less than a standby, or for more, has said so. */
    @Override
    public void durable(Connection connection) throws SQLException {
        Sql.first(
                connection,
                "select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'",
                row -> row.getString(1));
    }

    /** The server's, which its standbys share, and the database's in it. */
    @Override
    public Optional<String> identity(Connection connection) throws SQLException {
        return Sql.first(
                connection,
                "select c.system_identifier || '/' || d.oid from pg_control_system() c, pg_database d"
                        + " where d.datname = current_database()",
                row -> row.getString(1));
    }

    /** Its files are asked for their length, and nothing is read. */
    @Override
    public OptionalLong size(Connection connection, String table) throws SQLException {
        return Sql.first(
                        connection,
                        "select pg_total_relation_size(c.oid) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                                + " where n.nspname = ? and lower(c.relname) = lower(?) and c.relkind = 'r'",
                        row -> row.getLong(1),
                        connection.getSchema(),
                        table)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public int bindLimit() {
        return 32_000;
    }

    /** Its driver asks about all tables at once: table by table, a start took a second longer. */
    @Override
    public List<String> askedAboutKeys(List<String> tables) {
        return Collections.singletonList(null);
    }

    @Override
    public Map<String, Set<String>> uniqueColumns(Connection connection, List<String> tables) throws SQLException {
        Map<String, Set<String>> columns = new TreeMap<>();
        Sql.each(
                connection,
                "select t.relname, a.attname" + UNIQUE_INDEXES,
                row -> add(row.getString(1), row.getString(2), columns),
                connection.getSchema());
        return columns;
    }

    @Override
    public Map<String, Collection<List<String>>> uniqueKeys(Connection connection, List<String> tables)
            throws SQLException {
        Map<String, Map<String, List<String>>> keys = new TreeMap<>();
        Sql.each(
                connection,
                "select t.relname, i.indexrelid, a.attname" + UNIQUE_INDEXES
                        + " and i.indpred is null and i.indexprs is null order by 1, 2, 3",
                row -> add(row.getString(1), row.getString(2), row.getString(3), keys),
                connection.getSchema());
        return withoutNames(keys);
    }
}
