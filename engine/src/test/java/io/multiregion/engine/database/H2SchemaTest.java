package io.multiregion.engine.database;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

/** The same with the tables in a schema of their own. */
final class H2SchemaTest extends DatabaseContract {

    @Override
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.h2(order, NamedSchema.NAME);
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
