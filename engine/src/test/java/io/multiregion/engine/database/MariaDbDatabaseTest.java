package io.multiregion.engine.database;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

final class MariaDbDatabaseTest extends CutContract {

    @Override
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.mariaDb(order);
    }

    @Override
    Dialect dialect() {
        return Dialect.MARIADB;
    }

    @Override
    boolean sharesReadLocks() {
        return true;
    }

    @Override
    String inTimeZone(String zone, String offset) {
        return "set time_zone = '" + offset + "'";
    }

    @Override
    String duplicateState() {
        return "23000";
    }
}
