package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SqlTest {

    @Test
    void theFirstRowIsReadAndNoOther() {
        try (KeycloakDatabase database = new KeycloakDatabase()) {
            database.realm("a", "one");
            database.realm("b", "two");
            AtomicInteger read = new AtomicInteger();
            assertEquals(
                    Optional.of("a"),
                    database.transaction(
                            connection -> Sql.first(connection, "select ID from REALM order by ID", row -> {
                                read.incrementAndGet();
                                return row.getString(1);
                            })));
            assertEquals(1, read.get());
        }
    }
}
