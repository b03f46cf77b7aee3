package io.multiregion.engine.records;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.BatchReader;
import io.multiregion.engine.message.batch.Diverged;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The divergences that lie in this region. Methods work in the caller's transaction. */
public final class DivergenceRows {

    private static final String SELECT = "select ID, REGION, EPOCH, KIND, RESOURCE_ID, NAME, WHO, COMMITTED_AT, STATUS,"
            + " RESOURCE_ROWS from MR_DIVERGENCE where REALM_ID = ?";
    private static final String ORDER = " order by COMMITTED_AT, ID";

    private DivergenceRows() {}

    public static List<Divergence> of(Connection connection, String realmId) throws SQLException {
        return Sql.list(connection, SELECT + ORDER, DivergenceRows::read, realmId);
    }

    public static Optional<Divergence> of(Connection connection, String realmId, String id) throws SQLException {
        return Sql.first(connection, SELECT + " and ID = ?", DivergenceRows::read, realmId, id);
    }

    public static long open(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select count(*) from MR_DIVERGENCE where REALM_ID = ? and STATUS = 'OPEN'",
                        row -> row.getLong(1),
                        realmId)
                .orElse(0L);
    }

    /** How many are open, by the ids of the realms that have any. */
    public static Map<String, Long> open(Connection connection) throws SQLException {
        Map<String, Long> open = new HashMap<>();
        Sql.list(
                        connection,
                        "select REALM_ID, count(*) from MR_DIVERGENCE where STATUS = 'OPEN' group by REALM_ID",
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> open.put(entry.getKey(), entry.getValue()));
        return open;
    }

    /** When the oldest open one was committed, by the ids of the realms that have any, in milliseconds since 1970. */
    public static Map<String, Long> oldest(Connection connection) throws SQLException {
        Map<String, Long> oldest = new HashMap<>();
        Sql.list(
                        connection,
                        "select REALM_ID, min(COMMITTED_AT) from MR_DIVERGENCE where STATUS = 'OPEN' group by REALM_ID",
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> oldest.put(entry.getKey(), entry.getValue()));
        return oldest;
    }

    private static Divergence read(ResultSet row) throws SQLException {
        try {
            return new Divergence(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    new ResourceKey(Kind.valueOf(row.getString(4)), row.getString(5)),
                    row.getString(6),
                    row.getString(7),
                    row.getLong(8),
                    Divergence.Status.valueOf(row.getString(9)),
                    BatchReader.read(row.getBytes(10)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is still to be carried to the primary: so many at most, and with so many bytes of rows unless one alone has more. */
    public static List<Diverged> undelivered(Connection connection, String realmId, int most, long mostBytes)
            throws SQLException {
        List<Diverged> page = new ArrayList<>();
        long bytes = 0;
        for (String id : Sql.list(
                connection,
                Dialect.of(connection)
                        .first("select ID, COMMITTED_AT from MR_DIVERGENCE where REALM_ID = ? and STATUS = 'OPEN'"
                                + ORDER),
                row -> row.getString(1),
                realmId,
                most)) {
            Optional<Diverged> next =
                    Sql.first(connection, SELECT + " and ID = ?", DivergenceRows::diverged, realmId, id);
            bytes += next.map(one -> one.rows().length).orElse(0);
            if (bytes > mostBytes && !page.isEmpty()) {
                break;
            }
            next.ifPresent(page::add);
        }
        return page;
    }

    private static Diverged diverged(ResultSet row) throws SQLException {
        return new Diverged(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                row.getLong(8),
                row.getBytes(10));
    }

    /** Adds one unless it is there. */
    public static void add(Connection connection, String realmId, Diverged diverged) throws SQLException {
        if (Sql.first(connection, "select 1 from MR_DIVERGENCE where ID = ?", row -> 1, diverged.id())
                .isEmpty()) {
            Sql.update(
                    connection,
                    "insert into MR_DIVERGENCE (ID, REALM_ID, REGION, EPOCH, KIND, RESOURCE_ID, NAME, WHO, COMMITTED_AT,"
                            + " STATUS, RESOURCE_ROWS) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?)",
                    diverged.id(),
                    realmId,
                    diverged.region(),
                    diverged.epoch(),
                    diverged.kind(),
                    diverged.resourceId(),
                    diverged.name().orElse(null),
                    diverged.who().orElse(null),
                    diverged.committedAt(),
                    diverged.rows());
        }
    }

    public static void remove(Connection connection, String realmId, String id) throws SQLException {
        Sql.update(connection, "delete from MR_DIVERGENCE where REALM_ID = ? and ID = ?", realmId, id);
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_DIVERGENCE where REALM_ID = ?", realmId);
    }

    /** Notes what became of an open one; false if it is not open, or not there. */
    public static boolean settle(Connection connection, String realmId, String id, Divergence.Status status)
            throws SQLException {
        return Sql.update(
                        connection,
                        "update MR_DIVERGENCE set STATUS = ? where REALM_ID = ? and ID = ? and STATUS = 'OPEN'",
                        status.name(),
                        realmId,
                        id)
                == 1;
    }
}
