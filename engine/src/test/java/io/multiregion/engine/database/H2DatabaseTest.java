package io.multiregion.engine.database;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

final class H2DatabaseTest extends DatabaseContract {

    @Override
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.h2(order);
    }

    @Override
    Dialect dialect() {
        return Dialect.H2;
    }

    @Override
    boolean sharesReadLocks() {
        return false;
    }
}
