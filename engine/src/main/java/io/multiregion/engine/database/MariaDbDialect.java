package io.multiregion.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MariaDB from 10.11.8 on, with InnoDB. An update that is part of a snapshot sees more than the snapshot does there: a session has to ask
 * for a conflict instead, and rows are found before they are changed by their keys.
 */
final class MariaDbDialect extends StandardDialect {

    private static final int RECORD_CHANGED = 1020;
    private static final int LOCK_TIMEOUT = 1205;
    private static final int READ_ONLY = 1290;
    private static final Set<Integer> DUPLICATE = Set.of(1062, 1586, 1859);
    private static final Set<Integer> REFERENCE = Set.of(1216, 1217, 1451, 1452);
    private static final Set<Integer> VALUE = Set.of(1366, 1406, 3988);

    /** The name is last: before it comes the value, which may look like anything. */
    private static final Pattern KEY = Pattern.compile(" for key '(?:[\\w$]+\\.)?([\\w$]{1,64})'$");

    private static final Pattern FOREIGN_KEY = Pattern.compile(
            "foreign key constraint fails \\((?:`[^`]{1,64}`\\.)?`([\\w$]{1,64})`, CONSTRAINT `([\\w$]{1,64})` FOREIGN KEY");

    private static final Pattern CHECK =
            Pattern.compile("CONSTRAINT `([\\w$]{1,64})` failed for (?:`[^`]{1,64}`\\.)?`([\\w$]{1,64})`$");

    @Override
    public String product() {
        return "MariaDB";
    }

    @Override
    public boolean isNamed(String name) {
        return name.equals("mariadb");
    }

    @Override
    public String lockForRead(String select) {
        return select + " lock in share mode";
    }

    @Override
    public String first(String select) {
        return select + " limit ?";
    }

    /** Not from the session's time zone: once a year it has an hour twice. */
    @Override
    public String moment(Duration later) {
        return "(timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', utc_timestamp(3)) div 1000 + "
                + later.toMillis() + ")";
    }

    @Override
    public String number(String value) {
        return "cast(" + value + " as signed)";
    }

    @Override
    public String text(String value, int most) {
        return "cast(" + value + " as char(" + most + "))";
    }

    @Override
    public boolean changesByKeyAlone() {
        return true;
    }

    @Override
    public boolean countsBatches() {
        return false;
    }

    @Override
    public void isolate(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    @Override
    public void beginSnapshots(Connection connection) throws SQLException {
        super.beginSnapshots(connection);
        Sql.update(connection, "set session innodb_snapshot_isolation = on");
    }

    @Override
    public void endSnapshots(Connection connection) throws SQLException {
        Sql.update(connection, "set session innodb_snapshot_isolation = default");
        super.endSnapshots(connection);
    }

    @Override
    public Optional<String> unfit(Connection connection) throws SQLException {
        Map<String, String> settings = settings(connection);
        if (!settings.containsKey("innodb_snapshot_isolation")) {
            return Optional.of(
                    "this MariaDB is too old: it has no innodb_snapshot_isolation, and without that a change could be"
                            + " lost on its way to another region. Upgrade to 10.11.8 or later, or to 11.4.2 or later");
        }
        String collation = collation(connection);
        if (collation.endsWith("_as_cs")) {
            return Optional.of("this MariaDB orders ids by " + collation + ": it sorts them otherwise than it"
                    + " compares them, and some would be left out. Convert the database to utf8mb4_bin, or to a collation"
                    + " that ends with _ci");
        }
        if ("ON".equals(settings.get("log_bin")) && "STATEMENT".equals(settings.get("binlog_format"))) {
            return Optional.of(
                    "this MariaDB has binlog_format=STATEMENT, with which it refuses writes of transactions at READ"
                            + " COMMITTED: set binlog_format to MIXED or ROW");
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> advice(Connection connection) throws SQLException {
        List<String> advice = new ArrayList<>();
        String collation = collation(connection);
        if (!collation.endsWith("_bin")) {
            advice.add("this MariaDB compares ids by " + collation
                    + ", which takes some that differ by an accent or by case for"
                    + " the same: of users of an external directory whose ids do so, some may be left out. utf8mb4_bin takes none"
                    + " for the same");
        }
        String flush = settings(connection).getOrDefault("innodb_flush_log_at_trx_commit", "1");
        if (!flush.equals("1")) {
            advice.add("this MariaDB has innodb_flush_log_at_trx_commit=" + flush
                    + ": a crash may take back what another region was told. Set it to 1");
        }
        return advice.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", advice));
    }

    private static String collation(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "select COLLATION_NAME from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = database()"
                                + " and TABLE_NAME = 'FED_USER_ATTRIBUTE' and COLUMN_NAME = 'USER_ID'",
                        row -> row.getString(1))
                .orElse("");
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        Sql.each(
                connection,
                "show variables where VARIABLE_NAME in ('innodb_snapshot_isolation', 'log_bin', 'binlog_format',"
                        + " 'innodb_flush_log_at_trx_commit')",
                row -> settings.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
        return Collections.unmodifiableMap(settings);
    }

    @Override
    public boolean isConflict(SQLException said) {
        return super.isConflict(said) || has(said, RECORD_CHANGED);
    }

    @Override
    public boolean passes(SQLException said) {
        return super.passes(said) || has(said, RECORD_CHANGED) || has(said, LOCK_TIMEOUT) || has(said, READ_ONLY);
    }

    /** It has one SQLSTATE for all that has none of its own. */
    private static boolean has(SQLException said, int code) {
        return said.getErrorCode() == code && "HY000".equals(said.getSQLState());
    }

    /** As the statistics say, which a background thread keeps: nothing is counted. */
    @Override
    public OptionalLong size(Connection connection, String table) throws SQLException {
        return Sql.first(
                        connection,
                        "select DATA_LENGTH + INDEX_LENGTH from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA = database()"
                                + " and TABLE_NAME = ?",
                        row -> row.getLong(1),
                        table)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public int bindLimit() {
        return 32_000;
    }

    @Override
    Optional<Violation.Rule> rule(SQLException said) {
        int code = said.getErrorCode();
        if (DUPLICATE.contains(code)) {
            return Optional.of(Violation.Rule.UNIQUE);
        }
        if (REFERENCE.contains(code)) {
            return Optional.of(Violation.Rule.REFERENCE);
        }
        return VALUE.contains(code) ? Optional.of(Violation.Rule.VALUE) : super.rule(said);
    }

    @Override
    Violation named(SQLException said, Violation.Rule rule) {
        String message = String.valueOf(said.getMessage());
        Matcher key = KEY.matcher(message);
        if (rule == Violation.Rule.UNIQUE && key.find()) {
            return new Violation(rule, Optional.of(key.group(1)), Optional.empty());
        }
        Matcher foreign = FOREIGN_KEY.matcher(message);
        if (rule == Violation.Rule.REFERENCE && foreign.find()) {
            return new Violation(
                    rule,
                    Optional.of(foreign.group(2)),
                    Optional.of(foreign.group(1).toUpperCase(Locale.ROOT)));
        }
        Matcher check = CHECK.matcher(message);
        if (rule == Violation.Rule.OTHER && check.find()) {
            return new Violation(
                    rule,
                    Optional.of(check.group(1)),
                    Optional.of(check.group(2).toUpperCase(Locale.ROOT)));
        }
        return super.named(said, rule);
    }
}
