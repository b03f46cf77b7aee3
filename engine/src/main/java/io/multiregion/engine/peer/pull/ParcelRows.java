package io.multiregion.engine.peer.pull;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.peer.carrier.Parcel;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Messages that wait for a region which may fetch them at any node of this one. Methods work in the caller's transaction. */
final class ParcelRows {

    private static final int MOST_ALONE = 64;

    private ParcelRows() {}

    static void put(Connection connection, String region, Parcel parcel, long now, long until) throws SQLException {
        Sql.update(connection, "delete from MR_PARCEL where EXPIRES_AT < ?", now);
        Sql.update(
                connection,
                "insert into MR_PARCEL (ID, REGION, ANNOUNCEMENT, SEALED, TAKEN_AT, EXPIRES_AT) values (?, ?, ?, ?, ?, ?)",
                parcel.id(),
                region,
                parcel.announcement(),
                parcel.message(),
                0L,
                until);
    }

    /** The ids of those that are to be handed out, the oldest first. @param before handed out before then, or never */
    static List<String> waiting(Connection connection, String region, long before, long now) throws SQLException {
        return Sql.list(
                connection,
                "select ID from MR_PARCEL where REGION = ? and TAKEN_AT < ? and EXPIRES_AT > ? and ANSWER is null"
                        + " order by EXPIRES_AT, ID",
                row -> row.getString(1),
                region,
                before,
                now);
    }

    /** Hands one out, unless another node has just done so. */
    static Optional<Parcel> take(Connection connection, String id, long before, long now) throws SQLException {
        return Sql.update(
                                connection,
                                "update MR_PARCEL set TAKEN_AT = ? where ID = ? and TAKEN_AT < ?",
                                now,
                                id,
                                before)
                        == 0
                ? Optional.empty()
                : Sql.first(
                        connection,
                        "select ANNOUNCEMENT, SEALED from MR_PARCEL where ID = ?",
                        row -> new Parcel(id, row.getString(1), row.getBytes(2)),
                        id);
    }

    /**
     * Keeps an answer for the node that has the message: beside it, or alone if that is in the other node's memory. Of the latter there are
     * never more than a region could owe.
     */
    static void answered(Connection connection, String region, String id, byte[] answer, long now, long until)
            throws SQLException {
        int beside = Sql.update(
                connection,
                "update MR_PARCEL set ANSWER = ? where ID = ? and REGION = ? and ANSWER is null",
                answer,
                id,
                region);
        if (beside == 0
                && alone(connection, region) < MOST_ALONE
                && fate(connection, id).isEmpty()) {
            put(connection, region, new Parcel(id, "", new byte[0]), now, until);
            Sql.update(connection, "update MR_PARCEL set TAKEN_AT = ?, ANSWER = ? where ID = ?", now, answer, id);
        }
    }

    private static int alone(Connection connection, String region) throws SQLException {
        return Sql.first(
                        connection,
                        "select count(*) from MR_PARCEL where REGION = ? and ANSWER is not null",
                        row -> row.getInt(1),
                        region)
                .orElse(0);
    }

    /** Whether it was handed out, and what was said to it. */
    record Fate(boolean taken, byte[] answer) {}

    static Optional<Fate> fate(Connection connection, String id) throws SQLException {
        return Sql.first(
                connection,
                "select TAKEN_AT, ANSWER from MR_PARCEL where ID = ?",
                row -> new Fate(row.getLong(1) > 0, row.getBytes(2)),
                id);
    }

    static void remove(Connection connection, String id) throws SQLException {
        Sql.update(connection, "delete from MR_PARCEL where ID = ?", id);
    }
}
