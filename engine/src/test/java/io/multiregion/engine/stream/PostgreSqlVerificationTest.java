package io.multiregion.engine.stream;

import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;

/** The same on the database that most regions run. */
final class PostgreSqlVerificationTest extends VerificationTest {

    @Override
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.postgreSql(order);
    }

    @Override
    String numbers(int many) {
        return "generate_series(1, " + many + ") as n (X)";
    }

    @Override
    String value() {
        return "VALUE";
    }
}
