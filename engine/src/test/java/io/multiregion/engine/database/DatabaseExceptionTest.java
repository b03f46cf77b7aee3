package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The message becomes a stream's last error, which administrators read: a database puts values of rows into its own. */
class DatabaseExceptionTest {

    @Test
    void namesNoValueOfARow() {
        try (KeycloakDatabase database = new KeycloakDatabase()) {
            DatabaseException failure = assertThrows(
                    DatabaseException.class,
                    () -> database.transaction(connection -> {
                        for (int i = 0; i < 2; i++) {
                            Sql.update(connection, "insert into REALM (ID, NAME) values ('kim@example.test', 'acme')");
                        }
                        return null;
                    }));
            assertTrue(failure.getCause().getMessage().contains("kim@example.test"), "the log has it");
            assertFalse(failure.getMessage().contains("kim"), failure.getMessage());
            assertEquals(
                    "the region's database failed (SQLSTATE 23505): look at the log of this region",
                    failure.getMessage());
        }
    }
}
