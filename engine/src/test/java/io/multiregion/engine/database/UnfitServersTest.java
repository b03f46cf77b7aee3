package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.schema.MariaDbProcess;
import io.multiregion.schema.MariaDbTexts;
import io.multiregion.schema.SchemaDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A start says what is wrong with a database, and what to do about it. */
final class UnfitServersTest {

    @Test
    void aBinlogOfStatements() throws SQLException {
        try (MariaDbProcess server = MariaDbProcess.start("--log-bin=log", "--binlog-format=STATEMENT");
                Connection connection = server.connect("")) {
            assertTrue(unfit(connection).contains("set binlog_format to MIXED or ROW"));
        }
    }

    @Test
    void aCollationThatSortsOtherwiseThanItCompares() throws SQLException {
        try (SchemaDatabase database = SchemaDatabase.mariaDb(MariaDbTexts.CARELESS, "");
                Connection connection = database.open()) {
            assertEquals(Optional.empty(), Dialect.MARIADB.unfit(connection));
            assertTrue(Dialect.MARIADB.advice(connection).orElseThrow().contains("utf8mb4_bin"));
            Sql.update(
                    connection,
                    "alter table FED_USER_ATTRIBUTE modify USER_ID varchar(255) collate utf8mb4_uca1400_as_cs not null");
            assertTrue(unfit(connection).contains("Convert the database to utf8mb4_bin"));
        }
    }

    /** The servers of these tests do not wait for a disk. */
    @Test
    void commitsThatDoNotWaitForTheDisk() throws SQLException {
        try (SchemaDatabase database = SchemaDatabase.mariaDb(MariaDbTexts.BINARY, "");
                Connection connection = database.open()) {
            assertEquals(Optional.empty(), Dialect.MARIADB.unfit(connection));
            String advice = Dialect.MARIADB.advice(connection).orElseThrow();
            assertTrue(advice.contains("Set it to 1") && !advice.contains("utf8mb4_bin"), advice);
        }
    }

    /** None of these was run: a server that says its name is all that this needs. */
    @Test
    void anotherProduct() {
        for (String product : new String[] {"MySQL", "Microsoft SQL Server", "Oracle", "TiDB"}) {
            String said = assertThrows(IllegalStateException.class, () -> Dialect.of(named(product)))
                    .getMessage();
            assertTrue(said.contains(product) && said.contains("use PostgreSQL or MariaDB"), said);
        }
    }

    private static String unfit(Connection connection) throws SQLException {
        return Dialect.MARIADB.unfit(connection).orElseThrow();
    }

    private static Connection named(String product) {
        DatabaseMetaData says = (DatabaseMetaData) Proxy.newProxyInstance(
                UnfitServersTest.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, arguments) -> product);
        return (Connection) Proxy.newProxyInstance(
                UnfitServersTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> says);
    }
}
