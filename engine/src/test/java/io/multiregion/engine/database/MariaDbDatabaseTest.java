package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.schema.MariaDbTexts;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MariaDbDatabaseTest extends CutContract {

    @Override
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.mariaDb(order);
    }

    @Override
    Dialect dialect() {
        return Dialect.MARIADB;
    }

    @Override
    boolean sharesReadLocks() {
        return true;
    }

    @Override
    String inTimeZone(String zone, String offset) {
        return "set time_zone = '" + offset + "'";
    }

    @Override
    String duplicateState() {
        return "23000";
    }

    /** Whatever the database does by itself, and in tables that come later as well. */
    @Test
    void ourTablesCompareLetterByLetter() {
        try (KeycloakDatabase careless = new KeycloakDatabase(SchemaDatabase.mariaDb(MariaDbTexts.CARELESS, ""))) {
            List<String> others = careless.transaction(connection -> Sql.list(
                    connection,
                    "select distinct TABLE_NAME from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = database()"
                            + " and TABLE_NAME like 'MR\\_%' and COLLATION_NAME <> 'utf8mb4_bin'",
                    row -> row.getString(1)));
            assertEquals(List.of(), others, "name them in the change set multi-region-mariadb");
        }
    }
}
