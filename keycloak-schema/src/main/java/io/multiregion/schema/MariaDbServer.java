package io.multiregion.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import liquibase.database.core.MariaDBDatabase;

/** The MariaDB of this JVM. It has a script for each order of texts, of which each database is made. */
final class MariaDbServer {

    private static final class Started {
        static final MariaDbServer SERVER = new MariaDbServer();
    }

    private static final String DEFAULTS = "select 'alter table ' || TABLE_NAME || ' alter column `' || COLUMN_NAME ||"
            + " '` set default ' || COLUMN_DEFAULT from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = 'PUBLIC'"
            + " and COLUMN_DEFAULT is not null and IS_IDENTITY = 'NO' and IS_GENERATED = 'NEVER'";

    private static final String MUST_BE_THERE =
            "select TABLE_NAME || '.' || COLUMN_NAME from INFORMATION_SCHEMA.COLUMNS"
                    + " where TABLE_SCHEMA = 'PUBLIC' and IS_NULLABLE = 'NO'";

    private static final String MAY_BE_NULL =
            "select concat(TABLE_NAME, '.', COLUMN_NAME), concat('alter table ', TABLE_NAME,"
                    + " ' modify `', COLUMN_NAME, '` ', COLUMN_TYPE, if(CHARACTER_SET_NAME is null, '', concat(' character set ',"
                    + " CHARACTER_SET_NAME, ' collate ', COLLATION_NAME)), ' not null') from INFORMATION_SCHEMA.COLUMNS"
                    + " where TABLE_SCHEMA = database() and IS_NULLABLE = 'YES'";

    private static final String TEMPLATE = "template";

    /**
     * How a database is made.
     *
     * @param tables its tables
     * @param rows what the change logs write
     * @param filled selects a statement for each table that has rows, which removes them
     */
    private record Script(List<String> tables, List<String> rows, String filled) {

        Script comparing(MariaDbTexts texts) {
            String from = "COLLATE=" + MariaDbTexts.CARELESS.collation();
            return new Script(
                    tables.stream()
                            .map(table -> table.replace(from, "COLLATE=" + texts.collation()))
                            .toList(),
                    rows,
                    filled);
        }
    }

    private final MariaDbProcess process = MariaDbProcess.start();
    private final Map<MariaDbTexts, Script> scripts = new EnumMap<>(MariaDbTexts.class);
    private final Map<MariaDbTexts, Deque<String>> empty = new EnumMap<>(MariaDbTexts.class);
    private final AtomicInteger copies = new AtomicInteger();

    static MariaDbServer started() {
        return Started.SERVER;
    }

    /** @param options of the driver, as {@code ?useAffectedRows=true}, or none */
    synchronized MariaDbCopy copy(MariaDbTexts texts, String options) {
        String name = empty.computeIfAbsent(texts, t -> new ArrayDeque<>()).poll();
        return new MariaDbCopy(this, name == null ? made(texts) : name, texts, options);
    }

    private String made(MariaDbTexts texts) {
        String name = "copy_" + copies.incrementAndGet();
        Script script = scripts.get(texts);
        if (script == null) {
            script = script(texts);
            scripts.put(texts, script);
        }
        create(name, texts);
        commands(name, script.tables());
        commands(name, script.rows());
        return name;
    }

    /** @param again whether its tables are as they were made: then the next one gets them, without their rows */
    synchronized void forget(String name, MariaDbTexts texts, boolean again) {
        if (!again) {
            commands("", List.of("drop database " + name));
            return;
        }
        try (Connection connection = process.connect(name)) {
            List<String> deletes = texts(connection, scripts.get(texts).filled(), 1);
            deletes.add(0, "set foreign_key_checks = 0");
            commands(name, deletes);
            commands(name, scripts.get(texts).rows());
            empty.get(texts).add(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect(String database, String options) throws SQLException {
        return DriverManager.getConnection(process.url(database) + options, "root", "");
    }

    private void create(String name, MariaDbTexts texts) {
        commands("", List.of("create database " + name + " character set utf8mb4 collate " + texts.collation()));
    }

    /** The change logs run once, where texts are compared carelessly: a table that is not asks for that itself. */
    private Script script(MariaDbTexts texts) {
        return texts == MariaDbTexts.CARELESS
                ? careless()
                : scripts.computeIfAbsent(MariaDbTexts.CARELESS, t -> careless())
                        .comparing(texts);
    }

    private Script careless() {
        create(TEMPLATE, MariaDbTexts.CARELESS);
        try (Connection connection = process.connect(TEMPLATE)) {
            ChangeLogs.run(connection, new MariaDBDatabase());
            connection.setAutoCommit(true);
            commands(TEMPLATE, lost(connection));
            List<String> names = texts(connection, "show full tables where Table_type = 'BASE TABLE'", 1);
            List<String> tables = new ArrayList<>(List.of("set foreign_key_checks = 0"));
            for (String table : names) {
                tables.addAll(texts(connection, "show create table `" + table + "`", 2));
            }
            String filled = names.stream()
                    .map(table -> "select 'delete from `" + table + "`' where exists (select 1 from `" + table + "`)")
                    .collect(Collectors.joining(" union all "));
            List<String> rows = new ArrayList<>(List.of("set foreign_key_checks = 0"));
            for (String delete : texts(connection, filled, 1)) {
                String table = delete.substring("delete from ".length());
                rows.add("insert into " + table + " select * from " + TEMPLATE + "." + table);
            }
            return new Script(tables, rows, filled);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Keycloak's change logs lose there, and tests that write rows themselves rely on: that a column is filled, and with what. */
    private static List<String> lost(Connection connection) throws SQLException {
        try (SchemaDatabase h2 = SchemaDatabase.h2(TextOrder.CODE_POINTS);
                Connection other = h2.open()) {
            List<String> names = texts(connection, MAY_BE_NULL, 1);
            List<String> changes = texts(connection, MAY_BE_NULL, 2);
            List<String> lost = new ArrayList<>();
            for (String required : texts(other, MUST_BE_THERE, 1)) {
                int at = names.indexOf(required);
                if (at >= 0) {
                    lost.add(changes.get(at));
                }
            }
            lost.addAll(texts(other, DEFAULTS, 1));
            return lost;
        }
    }

    private static List<String> texts(Connection connection, String sql, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(column));
            }
            return texts;
        }
    }

    private void commands(String database, List<String> all) {
        try (Connection connection = process.connect(database);
                Statement statement = connection.createStatement()) {
            for (String each : all) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
