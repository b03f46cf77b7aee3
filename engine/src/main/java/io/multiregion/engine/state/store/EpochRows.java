package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Who was a realm's primary when. Two regions that were apart find in it up to where they have the same history. Methods work in the
 * caller's transaction.
 */
public final class EpochRows {

    /**
     * One epoch.
     *
     * @param epoch its number
     * @param region the primary's name
     * @param beganAt the sequence that the stream had reached when it began
     */
    public record Epoch(long epoch, String region, long beganAt) {}

    private EpochRows() {}

    /** The epochs of a realm, in order. */
    public static List<Epoch> of(Connection connection, String realmId) throws SQLException {
        return Sql.list(
                connection,
                "select EPOCH, REGION, BEGAN_AT from MR_EPOCH where REALM_ID = ? order by EPOCH",
                row -> new Epoch(row.getLong(1), row.getString(2), row.getLong(3)),
                realmId);
    }

    public static void begin(Connection connection, String realmId, Epoch epoch) throws SQLException {
        Sql.update(connection, "delete from MR_EPOCH where REALM_ID = ? and EPOCH >= ?", realmId, epoch.epoch());
        add(connection, realmId, epoch);
    }

    public static void replace(Connection connection, String realmId, Collection<Epoch> epochs) throws SQLException {
        forget(connection, realmId);
        for (Epoch epoch : epochs) {
            add(connection, realmId, epoch);
        }
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_EPOCH where REALM_ID = ?", realmId);
    }

    private static void add(Connection connection, String realmId, Epoch epoch) throws SQLException {
        Sql.update(
                connection,
                "insert into MR_EPOCH (REALM_ID, EPOCH, REGION, BEGAN_AT) values (?, ?, ?, ?)",
                realmId,
                epoch.epoch(),
                epoch.region(),
                epoch.beganAt());
    }

    /**
     * Up to which sequence two histories are one: the lowest at which an epoch began that only one of them has. What lies beyond it on
     * either side, the other side may never have got from there. A later epoch may have begun lower than the one before: a region may take
     * over that has heard of an epoch, and has nothing of it yet.
     */
    public static long common(List<Epoch> ours, List<Epoch> theirs) {
        int same = 0;
        while (same < ours.size() && same < theirs.size() && ours.get(same).equals(theirs.get(same))) {
            same++;
        }
        return Math.min(lowest(ours.subList(same, ours.size())), lowest(theirs.subList(same, theirs.size())));
    }

    private static long lowest(List<Epoch> epochs) {
        return epochs.stream().mapToLong(Epoch::beganAt).min().orElse(Long.MAX_VALUE);
    }
}
