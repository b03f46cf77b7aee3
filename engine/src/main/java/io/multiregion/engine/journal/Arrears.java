package io.multiregion.engine.journal;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is in the journal for a replica, some of it at a time: it may be a million. Methods work in the caller's transaction. */
public final class Arrears {

    private Arrears() {}

    /** The resources of some kinds with an entry past a sequence, once each, and no more than {@code most}. */
    public static List<Change> after(Connection connection, String realmId, long sequence, Set<Kind> kinds, int most)
            throws SQLException {
        if (kinds.isEmpty()) {
            return List.of();
        }
        List<Object> bound = new ArrayList<>(List.of(realmId, sequence));
        kinds.forEach(kind -> bound.add(kind.name()));
        bound.add(most);
        String select = Journal.CHANGED + " and KIND in (?" + ", ?".repeat(kinds.size() - 1) + ")" + Journal.EACH;
        return Sql.list(connection, Dialect.of(connection).first(select), Journal::change, bound.toArray());
    }

    /** The next of them of one kind, by id as the database orders them. */
    public static List<Change> page(
            Connection connection, String realmId, long sequence, Kind kind, String after, int most)
            throws SQLException {
        String select =
                Dialect.of(connection).first(Journal.CHANGED + " and KIND = ? and RESOURCE_ID > ?" + Journal.EACH);
        return Sql.list(connection, select, Journal::change, realmId, sequence, kind.name(), after, most);
    }

    /** Whether there are more entries past a sequence than so many, those without one included. */
    public static boolean isMore(Connection connection, String realmId, long sequence, int many) throws SQLException {
        String select = "select ID from MR_JOURNAL where REALM_ID = ? and (SEQUENCE is null or SEQUENCE > ?)";
        return Sql.list(connection, Dialect.of(connection).first(select), row -> 1, realmId, sequence, many + 1)
                        .size()
                > many;
    }
}
