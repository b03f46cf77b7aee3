package io.multiregion.engine.stream;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

/** The same from PostgreSQL to MariaDB, and the other way round. */
final class MariaDbCopyOverTest extends CopyOverTest {

    private boolean isMariaDb = Math.floorMod(System.identityHashCode(this), 2) == 0;

    @Override
    SchemaDatabase made(TextOrder order) {
        isMariaDb = !isMariaDb;
        return isMariaDb ? SchemaDatabase.mariaDb(order) : SchemaDatabase.postgreSql(order);
    }

    /** Fewer than elsewhere, unless they are asked for: each statement takes longer there. */
    @Override
    int seeds() {
        return Integer.getInteger("copy.seeds", 1);
    }
}
