package io.multiregion.engine.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that another extension keeps beside Keycloak's are named before anybody misses them in the other region. */
final class OtherTablesTest {

    static Stream<Supplier<SchemaDatabase>> databases() {
        return Stream.of(
                () -> SchemaDatabase.h2(TextOrder.CODE_POINTS), () -> SchemaDatabase.postgreSql(TextOrder.CODE_POINTS));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void thoseWithRowsAreNamed(Supplier<SchemaDatabase> made) {
        try (KeycloakDatabase database = new KeycloakDatabase(made.get())) {
            OtherTables others = new OtherTables(database, Ownership.load());
            assertEquals(List.of(), others.withRows(), "Keycloak's tables and ours are known");
            for (String table : List.of("ACME_NOTES", "ACME_EMPTY", "\"Acme Orders\"", "DATABASECHANGELOG_ACME")) {
                database.run(connection -> Sql.update(connection, "create table " + table + " (ID int)"));
            }
            assertEquals(List.of(), others.withRows());
            for (String table : List.of("ACME_NOTES", "\"Acme Orders\"", "DATABASECHANGELOG_ACME")) {
                database.run(connection -> Sql.update(connection, "insert into " + table + " values (1)"));
            }
            assertEquals(List.of("ACME ORDERS", "ACME_NOTES"), others.withRows());
        }
    }
}
