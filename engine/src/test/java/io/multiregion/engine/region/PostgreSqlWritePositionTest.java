package io.multiregion.engine.region;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

/** The same on the database that most regions run, where other nodes are. */
final class PostgreSqlWritePositionTest extends WritePositionTest {

    @Override
    SchemaDatabase made() {
        return SchemaDatabase.postgreSql(TextOrder.CODE_POINTS);
    }
}
