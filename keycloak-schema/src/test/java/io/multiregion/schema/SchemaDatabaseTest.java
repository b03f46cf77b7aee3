package io.multiregion.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaDatabaseTest {

    /** A product, by how one is made. */
    private record Product(String name, Function<TextOrder, SchemaDatabase> maker) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Product> products() {
        return Stream.of(
                new Product("H2", SchemaDatabase::h2),
                new Product("PostgreSQL", SchemaDatabase::postgreSql),
                new Product("MariaDB", SchemaDatabase::mariaDb));
    }

    @ParameterizedTest
    @MethodSource("products")
    void eachCopyHasAllTablesAndRowsOfItsOwn(Product product) throws SQLException {
        try (SchemaDatabase one = product.maker().apply(TextOrder.CODE_POINTS);
                SchemaDatabase other = product.maker().apply(TextOrder.CODE_POINTS)) {
            update(one, "insert into REALM (ID, NAME) values ('a', 'acme')");
            update(one, "insert into MR_SAMPLE (ID) values ('a')");
            assertEquals(List.of("a"), texts(one, "select ID from REALM"));
            assertEquals(List.of("a"), texts(one, "select ID from MR_SAMPLE"));
            assertEquals(List.of(), texts(other, "select ID from REALM"));
            assertEquals(List.of(), texts(other, "select ID from MR_SAMPLE"));
        }
    }

    /** MariaDB has one order of texts. */
    static Stream<Product> productsWithOrders() {
        return products().filter(product -> !product.name().equals("MariaDB"));
    }

    @ParameterizedTest
    @MethodSource("productsWithOrders")
    void textsComeInTheOrderAskedFor(Product product) throws SQLException {
        assertEquals(List.of("B", "a", "c"), ordered(product, TextOrder.CODE_POINTS));
        assertEquals(List.of("a", "B", "c"), ordered(product, TextOrder.ENGLISH));
    }

    @ParameterizedTest
    @MethodSource("products")
    void whatIsClosedIsGone(Product product) throws SQLException {
        SchemaDatabase database = product.maker().apply(TextOrder.CODE_POINTS);
        update(database, "insert into MR_SAMPLE (ID) values ('a')");
        database.close();
        assertThrows(SQLException.class, () -> texts(database, "select ID from MR_SAMPLE"));
    }

    private static List<String> ordered(Product product, TextOrder order) throws SQLException {
        try (SchemaDatabase database = product.maker().apply(order)) {
            for (String id : List.of("c", "B", "a")) {
                update(database, "insert into MR_SAMPLE (ID) values ('" + id + "')");
            }
            return texts(database, "select ID from MR_SAMPLE order by ID");
        }
    }

    private static void update(SchemaDatabase database, String sql) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static List<String> texts(SchemaDatabase database, String sql) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
