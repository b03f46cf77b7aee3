package io.multiregion.engine.database;

import io.multiregion.schema.MariaDbTexts;
import io.multiregion.schema.SchemaDatabase;

/** MariaDB's driver as an operator may have it: it counts the rows that are different now, and says nothing of the rows of a batch. */
final class ChangedRowsTest extends UpdateCountsContract {

    @Override
    SchemaDatabase made() {
        return SchemaDatabase.mariaDb(MariaDbTexts.BINARY, "?useAffectedRows=true&useBulkStmts=true");
    }

    @Override
    int unchanged() {
        return 0;
    }
}
