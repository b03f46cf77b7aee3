package io.multiregion.engine.database;

import io.multiregion.schema.MariaDbTexts;
import io.multiregion.schema.SchemaDatabase;

/** MariaDB's driver as it is, and as Keycloak has it: it counts the rows that a condition finds, as all other products' do. */
final class FoundRowsTest extends UpdateCountsContract {

    @Override
    SchemaDatabase made() {
        return SchemaDatabase.mariaDb(MariaDbTexts.BINARY, "");
    }

    @Override
    int unchanged() {
        return 1;
    }
}
