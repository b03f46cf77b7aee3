package io.multiregion.schema;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import liquibase.database.core.PostgresDatabase;

/**
 * The PostgreSQL of this JVM: on the loopback interface, with nothing flushed to disk. It has a template for each order of texts, and
 * ends with the JVM.
 */
final class PostgreSqlServer {

    private static final String ENGLISH_COLUMNS = """
            do $$
            declare
              change text;
            begin
              for change in
                select format('alter table %s ', c.oid::regclass) || string_agg(
                  format('alter column %I type %s collate "en-x-icu"', a.attname, format_type(a.atttypid, a.atttypmod)), ', ')
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attcollation <> 0 and not a.attisdropped
                group by c.oid
              loop
                execute change;
              end loop;
            end $$""";

    private static final class Started {
        static final PostgreSqlServer SERVER = new PostgreSqlServer(builder());
    }

    private static final class Mortal {
        /** What is not waited for stays in its memory for seconds. */
        static final PostgreSqlServer SERVER = new PostgreSqlServer(builder()
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("wal_writer_delay", "10000")
                .setServerConfig("wal_writer_flush_after", "2GB")
                .setServerConfig("bgwriter_lru_maxpages", "0"));
    }

    private final EmbeddedPostgres server;
    private final Path directory;
    private volatile int crashes;
    private final Map<TextOrder, String> templates = new EnumMap<>(TextOrder.class);
    private final AtomicInteger copies = new AtomicInteger();

    private PostgreSqlServer(EmbeddedPostgres.Builder builder) {
        try {
            directory = Files.createTempDirectory("postgresql-");
            server = builder.setDataDirectory(directory.resolve("files"))
                    .setCleanDataDirectory(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("max_connections", "200")
                .setPGStartupWait(Duration.ofSeconds(60));
    }

    static PostgreSqlServer started() {
        return Started.SERVER;
    }

    static PostgreSqlServer mortal() {
        return Mortal.SERVER;
    }

    /** Loses what it had in its memory alone, and all its connections. */
    synchronized void crash() {
        new PostgreSqlCrash(directory.resolve("files")).happen();
        crashes++;
    }

    /** How often it has done so. */
    int crashes() {
        return crashes;
    }

    /** Templates take no connections while they are copied. */
    synchronized PostgreSqlCopy copy(TextOrder order, String schema) {
        String name = "copy_" + copies.incrementAndGet();
        create(name, template(order));
        if (schema != null) {
            command(name, "alter schema public rename to \"" + schema + "\"");
            command(name, "create schema public");
        }
        return new PostgreSqlCopy(this, name, schema);
    }

    private String template(TextOrder order) {
        String template = templates.get(order);
        if (template == null) {
            template = order == TextOrder.ENGLISH ? english(template(TextOrder.CODE_POINTS)) : codePoints();
            templates.put(order, template);
        }
        return template;
    }

    private String codePoints() {
        command("postgres", "create database code_points template template0 encoding 'UTF8' locale 'C'");
        try (Connection connection = connect("code_points")) {
            ChangeLogs.run(connection, new PostgresDatabase());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "code_points";
    }

    /** A copy has the locale of its template, but its columns may have their own. */
    private String english(String template) {
        create("english", template);
        command("english", ENGLISH_COLUMNS);
        return "english";
    }

    private void create(String name, String template) {
        command("postgres", "create database " + name + " template " + template);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", database));
    }

    void drop(String database) {
        command("postgres", "drop database " + database + " with (force)");
    }

    private void command(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
