package io.multiregion.engine.database;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

final class PostgreSqlDatabaseTest extends CutContract {

    @Override
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.postgreSql(order);
    }

    @Override
    Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    boolean sharesReadLocks() {
        return true;
    }
}
