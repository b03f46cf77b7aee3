package io.multiregion.lab.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The database of one region. Its rows can be read by JDBC while the region runs. */
public sealed interface Database extends AutoCloseable permits H2, MariaDb, PostgreSql {

    /** What {@code kc.sh build --db} calls it. */
    String kind();

    /** The options of {@code kc.sh start} that lead to it. */
    List<String> options();

    /** A connection of our own, in auto-commit; it finds the region's tables. */
    Connection connect() throws SQLException;

    /** The process of the database, if it has one of its own. */
    Optional<Long> process();

    /** Ends it at once and starts it again, as after a power cut; those who are connected lose their connections. */
    void restart();

    /** Copies its files to a place that does not exist yet. Only while the region is stopped. */
    void backUp(Path copy);

    /** Puts what was copied back in its place. Only while the region is stopped. */
    void restore(Path copy);

    @Override
    void close();

    /** Starts one, keeping its files in a directory. */
    static Database of(String kind, Path directory) {
        return switch (kind) {
            case "postgres" -> PostgreSql.start(directory, null);
            case "mariadb" -> MariaDb.start(directory);
            case "dev-file" -> new H2(directory);
            default -> throw new IllegalArgumentException("No such kind of database here: " + kind);
        };
    }

    /** The same with the tables in this schema, where the kind is PostgreSQL. */
    static Database of(String kind, Path directory, String schema) {
        return kind.equals("postgres") ? PostgreSql.start(directory, schema) : of(kind, directory);
    }
}
