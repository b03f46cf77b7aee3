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

    /** Forgets the database with all that is in it, whoever still uses it. */
    @Override
    void close();

    /** One in this process's memory. */
    static SchemaDatabase h2(TextOrder order) {
        return new H2Copy(order);
    }

    /** One on a PostgreSQL that is started once, on the loopback interface, and ends with this process. */
    static SchemaDatabase postgreSql(TextOrder order) {
        return PostgreSqlServer.started().copy(order);
    }
}
