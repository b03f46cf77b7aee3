package io.multiregion.engine.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema in which Keycloak's tables and ours are. Where it is not the one in which the database looks by itself, a connection names it
 * in each text that is prepared, and as its own: what is in another schema, of another Keycloak perhaps, is never read or written. The
 * search path of a session is left alone: the pool is Keycloak's, and so is its next user.
 *
 * <p>A text writes keywords small, and names of tables in capital letters without quotes; a quoted name has its schema already.
 */
public final class Namespace {

    private static final Pattern TABLE =
            Pattern.compile("\\b(from|join|into|update)\\s+(?=[A-Z][A-Z0-9_]*\\b(?![.(]))");

    private final String schema;

    private Namespace(String schema) {
        this.schema = schema;
    }

    /** @param schema as the database writes it, whatever letters it has; null or empty for the one in which it looks by itself */
    public static Namespace of(String schema) {
        return new Namespace(schema == null || schema.isEmpty() ? null : schema);
    }

    /** The connection, which finds the tables in this schema. */
    public Connection connection(Connection connection) throws SQLException {
        if (schema == null) {
            return connection;
        }
        String qualifier = qualifier(connection, schema);
        return (Connection) Proxy.newProxyInstance(
                Namespace.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSchema" -> schema;
                    case "prepareStatement" -> {
                        arguments[0] = qualified((String) arguments[0], qualifier);
                        yield call(() -> method.invoke(connection, arguments));
                    }
                    case "createStatement", "prepareCall", "nativeSQL" ->
                        throw new UnsupportedOperationException(
                                "prepare it: then its tables are named with their schema");
                    default -> call(() -> method.invoke(connection, arguments));
                });
    }

    /** As written before a table's name, whoever's connection it is; nothing where the product has no schemas. */
    public static String qualifier(Connection connection) throws SQLException {
        String own = connection.getSchema();
        return own == null ? "" : qualifier(connection, own);
    }

    private static String qualifier(Connection connection, String schema) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + schema.replace(quote, quote + quote) + quote + ".";
    }

    static String qualified(String sql, String qualifier) {
        return TABLE.matcher(sql).replaceAll(found -> Matcher.quoteReplacement(found.group() + qualifier));
    }

    private interface Call {
        Object value() throws ReflectiveOperationException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.value();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
