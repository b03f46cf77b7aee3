package io.multiregion.engine.stream;

import io.multiregion.engine.database.NamedSchema;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

/** The same on the database that most regions run, where the tables are in a schema of their own. */
final class PostgreSqlCopyOverTest extends CopyOverTest {

    @Override
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.postgreSql(order, NamedSchema.NAME);
    }
}
