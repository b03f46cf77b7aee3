package io.multiregion.engine.records;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The parts of cuts that wait for the last one, as they are stored. Methods work in the caller's transaction. */
public final class PartRows {

    /**
     * One part.
     *
     * @param part its number, from 1
     * @param cut the id of the cut that it is of
     */
    public record Part(int part, String cut, byte[] stored) {}

    private PartRows() {}

    /** The parts that lie here of a realm's stream, in order. */
    public static List<Part> of(Connection connection, String realmId) throws SQLException {
        return Sql.list(
                connection,
                "select PART, CUT, SEALED from MR_PART where REALM_ID = ? order by PART",
                row -> new Part(row.getInt(1), row.getString(2), row.getBytes(3)),
                realmId);
    }

    /** Keeps a part, in place of one with its number; the first part of a cut drops what an abandoned cut has left. */
    public static void keep(Connection connection, String realmId, Part part) throws SQLException {
        if (part.part() == 1) {
            forget(connection, realmId);
        }
        Sql.update(connection, "delete from MR_PART where REALM_ID = ? and PART = ?", realmId, part.part());
        Sql.update(
                connection,
                "insert into MR_PART (REALM_ID, PART, CUT, SEALED) values (?, ?, ?, ?)",
                realmId,
                part.part(),
                part.cut(),
                part.stored());
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_PART where REALM_ID = ?", realmId);
    }
}
