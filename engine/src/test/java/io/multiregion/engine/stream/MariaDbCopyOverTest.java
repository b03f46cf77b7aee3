package io.multiregion.engine.stream;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

/** The same between MariaDB and PostgreSQL. */
final class MariaDbCopyOverTest extends CopyOverTest {

    @Override
    SchemaDatabase made(TextOrder order) {
        return order == TextOrder.CODE_POINTS ? SchemaDatabase.mariaDb(order) : SchemaDatabase.postgreSql(order);
    }

    /** Fewer than elsewhere, unless they are asked for: each statement takes longer there. */
    @Override
    int seeds() {
        return Integer.getInteger("copy.seeds", 1);
    }
}
