package io.multiregion.engine.stream;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

/** The same on the database that most regions run. */
final class PostgreSqlRefusedRowsTest extends RefusedRowsTest {

    @Override
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.postgreSql(order);
    }
}
