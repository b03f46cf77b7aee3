package io.multiregion.engine.schedule;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.gate.Changes;
import io.multiregion.engine.journal.gate.Owner;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The rows of users of the one realm: two for each, which tell the write that they are of. */
final class Users {

    static final String REALM = "acme";

    private Users() {}

    /**
     * What a write does to one user.
     *
     * @param name what the user is called from now on; null if the user is gone
     */
    record Change(String id, String name) {}

    /** What all users are, by id. */
    static Map<String, String> of(Connection connection) throws SQLException {
        Map<String, String> users = new TreeMap<>();
        Sql.list(
                connection,
                "select u.ID, u.USERNAME, u.FIRST_NAME, a." + value(connection)
                        + " from USER_ENTITY u left join USER_ATTRIBUTE a"
                        + " on a.USER_ID = u.ID where u.REALM_ID = ?",
                row -> users.merge(
                        row.getString(1),
                        row.getString(2) + " " + row.getString(3) + " " + row.getString(4),
                        (one, other) -> one + " and " + other),
                REALM);
        return users;
    }

    /** A column that is a word of SQL on H2. */
    private static String value(Connection connection) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + "VALUE" + quote;
    }

    /** What a user is after a write. */
    static String text(String name, int write) {
        return name + " " + write + " " + write;
    }

    static void write(Connection connection, Change change, int write) throws SQLException {
        String text = String.valueOf(write);
        if (change.name() == null) {
            Sql.update(connection, "delete from USER_ATTRIBUTE where USER_ID = ?", change.id());
            Sql.update(connection, "delete from USER_ENTITY where ID = ?", change.id());
        } else if (Sql.update(
                        connection,
                        "update USER_ENTITY set USERNAME = ?, FIRST_NAME = ? where ID = ?",
                        change.name(),
                        text,
                        change.id())
                == 1) {
            Sql.update(
                    connection,
                    "update USER_ATTRIBUTE set " + value(connection) + " = ? where USER_ID = ?",
                    text,
                    change.id());
        } else {
            Sql.update(
                    connection,
                    "insert into USER_ENTITY (ID, USERNAME, EMAIL_CONSTRAINT, REALM_ID, FIRST_NAME, EMAIL_VERIFIED, ENABLED,"
                            + " NOT_BEFORE) values (?, ?, ?, ?, ?, false, true, 0)",
                    change.id(),
                    change.name(),
                    change.id(),
                    REALM,
                    text);
            Sql.update(
                    connection,
                    "insert into USER_ATTRIBUTE (ID, USER_ID, NAME, " + value(connection)
                            + ") values (?, ?, 'write', ?)",
                    "of " + change.id(),
                    change.id(),
                    text);
        }
    }

    /** What capture would have seen. */
    static Changes captured(Iterable<Change> written) {
        Changes changes = new Changes(null, false);
        for (Change change : written) {
            changes.add(new Owner(new ResourceKey(Kind.USER, change.id()), REALM), "USER_ENTITY");
        }
        return changes;
    }
}
