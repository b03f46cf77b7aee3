package io.multiregion.schema;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database of its own with all tables, and no rows but what the change logs write. The change logs run once in a JVM for each product
 * and order; each database is a copy of what they made.
 */
public interface SchemaDatabase extends AutoCloseable {

    /** A connection in auto-commit mode at the product's own isolation level; the caller closes it. Any thread may ask. */
    Connection open() throws SQLException;

    /** Where the tables are, as the database writes it; null for where it looks by itself. */
    default String schema() {
        return null;
    }

    /** Forgets the database with all that is in it, whoever still uses it. */
    @Override
    void close();

    /** One in this process's memory. */
    static SchemaDatabase h2(TextOrder order) {
        return new H2Copy(order, null);
    }

    /** One in this process's memory, with its tables in this schema; there are none where H2 looks by itself. */
    static SchemaDatabase h2(TextOrder order, String schema) {
        return new H2Copy(order, schema);
    }

    /** One on a PostgreSQL that is started once, on the loopback interface, and ends with this process. */
    static SchemaDatabase postgreSql(TextOrder order) {
        return PostgreSqlServer.started().copy(order, null);
    }

    /** The same, with its tables in this schema; there are none where PostgreSQL looks by itself. */
    static SchemaDatabase postgreSql(TextOrder order, String schema) {
        return PostgreSqlServer.started().copy(order, schema);
    }

    /** One on a MariaDB that is started once, on the loopback interface, and ends with this process. It has one order of texts. */
    static SchemaDatabase mariaDb(TextOrder order) {
        return MariaDbServer.started().copy(MariaDbTexts.BINARY, "");
    }

    /** The same. @param options of its driver, as {@code ?useAffectedRows=true}, or none */
    static SchemaDatabase mariaDb(MariaDbTexts texts, String options) {
        return MariaDbServer.started().copy(texts, options);
    }

    /**
     * One on a PostgreSQL of its own kind, started once: no commit waits for the disk there that does not say so, as where
     * {@code synchronous_commit} is off.
     */
    static CrashingDatabase crashing(TextOrder order) {
        return PostgreSqlServer.mortal().copy(order, null);
    }
}
