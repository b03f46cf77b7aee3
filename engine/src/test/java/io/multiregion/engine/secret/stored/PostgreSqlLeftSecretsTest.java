package io.multiregion.engine.secret.stored;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

/** The same on the database that most regions run. */
final class PostgreSqlLeftSecretsTest extends LeftSecretsTest {

    @Override
    SchemaDatabase made() {
        return SchemaDatabase.postgreSql(TextOrder.CODE_POINTS);
    }
}
