package io.multiregion.engine.records;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How far a realm's stored secrets are what they are to be: a row of MR_SEALING.
 *
 * @param goal the data key that they are to be sealed with, or {@link #NONE} where they are to be in the clear
 * @param stage which of the columns with secrets is gone through
 * @param lastId up to which resource
 * @param changed values rewritten in this pass
 * @param done resources seen in this pass
 * @param total resources there are, as counted at the start
 * @param startedAt when the goal was set; times are in milliseconds since 1970
 * @param passAt when this pass began
 * @param finishedAt when a pass found nothing to do, or 0
 * @param left the secrets that stay as they are
 * @param lastError why it does not go on, or null
 */
public record Progress(
        String goal,
        int stage,
        String lastId,
        long changed,
        long done,
        long total,
        long startedAt,
        long passAt,
        long finishedAt,
        LeftSecrets left,
        String lastError) {

    /** The goal of a realm whose secrets are in the clear. */
    public static final String NONE = "NONE";

    private static final int LONGEST_ERROR = 1000;
    private static final String SELECT =
            "select GOAL, STAGE, LAST_ID, CHANGED, DONE, TOTAL, STARTED_AT, PASS_AT, FINISHED_AT, LEFT_NOW,"
                    + " LEFT_BEFORE, LAST_ERROR from MR_SEALING where REALM_ID = ?";

    public static Progress begin(String goal, long total, long now) {
        return new Progress(goal, 0, "", 0, 0, total, now, now, 0, LeftSecrets.NONE, null);
    }

    /** @param passedBy the secrets among them that stay as they are */
    public Progress seen(String id, int resources, int rewritten, List<String> passedBy) {
        return new Progress(
                goal,
                stage,
                id,
                changed + rewritten,
                done + resources,
                total,
                startedAt,
                passAt,
                finishedAt,
                left.with(passedBy),
                null);
    }

    public Progress nextStage() {
        return new Progress(goal, stage + 1, "", changed, done, total, startedAt, passAt, finishedAt, left, null);
    }

    public Progress nextPass(long now) {
        return new Progress(goal, 0, "", 0, 0, total, startedAt, now, 0, left.nextPass(), null);
    }

    public Progress finished(long now) {
        return new Progress(goal, stage, lastId, changed, done, done, startedAt, passAt, now, LeftSecrets.NONE, null);
    }

    public static Optional<Progress> of(Connection connection, String realmId) throws SQLException {
        return Sql.first(connection, SELECT, Progress::read, realmId);
    }

    /** The same, locked until the end of the transaction. */
    public static Optional<Progress> lock(Connection connection, String realmId) throws SQLException {
        return Sql.locked(connection, SELECT, Progress::read, realmId);
    }

    private static Progress read(ResultSet row) throws SQLException {
        return new Progress(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                new LeftSecrets(row.getString(10), row.getString(11)),
                row.getString(12));
    }

    public void insert(Connection connection, String realmId) throws SQLException {
        Sql.update(
                connection,
                "insert into MR_SEALING (GOAL, STAGE, LAST_ID, CHANGED, DONE, TOTAL, STARTED_AT, PASS_AT, FINISHED_AT,"
                        + " LEFT_NOW, LEFT_BEFORE, LAST_ERROR, REALM_ID) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                columns(realmId));
    }

    /** Changes the row that is there: another node may be waiting for its lock, and would not find a new one. */
    public void update(Connection connection, String realmId) throws SQLException {
        Sql.update(
                connection,
                "update MR_SEALING set GOAL = ?, STAGE = ?, LAST_ID = ?, CHANGED = ?, DONE = ?, TOTAL = ?,"
                        + " STARTED_AT = ?, PASS_AT = ?, FINISHED_AT = ?, LEFT_NOW = ?, LEFT_BEFORE = ?, LAST_ERROR = ? where REALM_ID = ?",
                columns(realmId));
    }

    private Object[] columns(String realmId) {
        return new Object[] {
            goal,
            stage,
            lastId,
            changed,
            done,
            total,
            startedAt,
            passAt,
            finishedAt,
            left.now(),
            left.before(),
            lastError,
            realmId
        };
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_SEALING where REALM_ID = ?", realmId);
    }

    public static void noteError(Connection connection, String realmId, String error) throws SQLException {
        Sql.update(
                connection,
                "update MR_SEALING set LAST_ERROR = ? where REALM_ID = ?",
                error.substring(0, Math.min(error.length(), LONGEST_ERROR)),
                realmId);
    }
}
