package io.multiregion.engine.records;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The statements on MR_DATA_KEY, in the caller's transaction. */
public final class DataKeyRows {

    private static final String COLUMNS =
            "select ID, REALM_ID, STATUS, CREATED_AT, COMPLETED_AT, WRAPPED from MR_DATA_KEY";

    private DataKeyRows() {}

    public static List<DataKeyRow> all(Connection connection) throws SQLException {
        return Sql.list(connection, COLUMNS + " order by CREATED_AT, ID", DataKeyRows::row);
    }

    public static List<DataKeyRow> of(Connection connection, String realmId) throws SQLException {
        return Sql.list(connection, COLUMNS + " where REALM_ID = ? order by CREATED_AT, ID", DataKeyRows::row, realmId);
    }

    private static DataKeyRow row(ResultSet row) throws SQLException {
        return new DataKeyRow(
                row.getString(1),
                row.getString(2),
                DataKeyStatus.valueOf(row.getString(3)),
                row.getLong(4),
                row.getLong(5),
                WrappedKey.parse(row.getBytes(6)));
    }

    public static void insert(Connection connection, DataKeyRow row) throws SQLException {
        Sql.update(
                connection,
                "insert into MR_DATA_KEY (ID, REALM_ID, STATUS, CREATED_AT, COMPLETED_AT, WRAPPED)"
                        + " values (?, ?, ?, ?, ?, ?)",
                row.id(),
                row.realmId(),
                row.status().name(),
                row.createdAt(),
                row.completedAt(),
                row.wrapped().bytes());
    }

    public static void setStatus(Connection connection, String id, DataKeyStatus status) throws SQLException {
        Sql.update(connection, "update MR_DATA_KEY set STATUS = ? where ID = ?", status.name(), id);
    }

    /** Replaces how a key is wrapped, unless another node has done so meanwhile. */
    public static void rewrap(Connection connection, String id, WrappedKey before, WrappedKey after)
            throws SQLException {
        Sql.update(
                connection,
                "update MR_DATA_KEY set WRAPPED = ? where ID = ? and WRAPPED = ?",
                after.bytes(),
                id,
                before.bytes());
    }

    public static void complete(Connection connection, String id, long now) throws SQLException {
        Sql.update(connection, "update MR_DATA_KEY set COMPLETED_AT = ? where ID = ?", now, id);
    }

    public static void destroy(Connection connection, DataKeyRow row) throws SQLException {
        Sql.update(
                connection,
                "update MR_DATA_KEY set STATUS = 'DESTROYED', WRAPPED = ? where ID = ?",
                WrappedKey.destroyed(row.id(), row.realmId()).bytes(),
                row.id());
    }

    public static void delete(Connection connection, String id) throws SQLException {
        Sql.update(connection, "delete from MR_DATA_KEY where ID = ?", id);
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_DATA_KEY where REALM_ID = ?", realmId);
    }
}
