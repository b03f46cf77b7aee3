package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another Keycloak is in the same database, in the schema in which it looks by itself, or in one whose name looks like ours. */
class NamespaceTest {

    @Test
    void whatIsInAnotherSchemaIsNeitherReadNorWrittenOnH2() throws SQLException {
        besideOthers(SchemaDatabase.h2(TextOrder.CODE_POINTS, NamedSchema.NAME));
    }

    @Test
    void whatIsInAnotherSchemaIsNeitherReadNorWrittenOnPostgreSql() throws SQLException {
        besideOthers(SchemaDatabase.postgreSql(TextOrder.CODE_POINTS, NamedSchema.NAME));
    }

    private static void besideOthers(SchemaDatabase made) throws SQLException {
        try (KeycloakDatabase database = new KeycloakDatabase(made)) {
            Catalogue alone = catalogue(database);
            others(made);
            database.realm("acme", "acme");
            assertEquals(alone.shape().elements(), catalogue(database).shape().elements());
            assertEquals(List.of("acme"), database.transaction(NamespaceTest::realms));
            try (Connection connection = made.open()) {
                assertEquals(List.of("other"), realms(connection));
            }
        }
    }

    private static List<String> realms(Connection connection) throws SQLException {
        return Sql.list(connection, "select ID from REALM", row -> row.getString(1));
    }

    private static void others(SchemaDatabase made) throws SQLException {
        try (Connection connection = made.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema \"" + NamedSchema.NAME.replace('_', 'x') + "\"");
            for (String schema : List.of("", "\"" + NamedSchema.NAME.replace('_', 'x') + "\".")) {
                statement.execute(
                        "create table " + schema + "REALM (ID varchar(9) primary key, OTHERS varchar(9) unique)");
                statement.execute("insert into " + schema + "REALM values ('other', 'x')");
            }
        }
    }

    private static Catalogue catalogue(Connections database) {
        return Catalogue.read(database, Ownership.load(), "test", Map.of());
    }

    @Test
    void whatIsNotPreparedIsRefused() throws SQLException {
        try (KeycloakDatabase database =
                        new KeycloakDatabase(SchemaDatabase.h2(TextOrder.CODE_POINTS, NamedSchema.NAME));
                Connection connection = database.open()) {
            assertThrows(UnsupportedOperationException.class, connection::createStatement);
            assertThrows(UnsupportedOperationException.class, () -> connection.prepareCall("call X"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select A from REALM where ID = ? | select A from S.REALM where ID = ?",
                "select A from MR_A a left join MR_B b on b.C = a.C | select A from S.MR_A a left join S.MR_B b on b.C = a.C",
                "insert into MR_A (B) values (?) | insert into S.MR_A (B) values (?)",
                "update MR_A set B = (select B from MR_C where D = MR_A.D)"
                        + " | update S.MR_A set B = (select B from S.MR_C where D = MR_A.D)",
                "select substring(A from 3 for 4) from MR_A for update | select substring(A from 3 for 4) from S.MR_A for update",
                "delete from \"T\".\"x\" | delete from \"T\".\"x\""
            })
    void eachTableIsNamedWithItsSchema(String text, String qualified) {
        assertEquals(qualified, Namespace.qualified(text, "S."));
    }
}
