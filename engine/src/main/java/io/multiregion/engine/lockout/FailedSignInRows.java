package io.multiregion.engine.lockout;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The statements on MR_FAILED_SIGN_IN, in the caller's transaction. What other regions have counted arrives as all rows do. */
public final class FailedSignInRows {

    private static final String SELECT = "select REALM_ID, USER_ID, REGION, VERSION, FAILURES, LOCKOUTS, NOT_BEFORE,"
            + " LAST_FAILURE, LAST_IP, CLEARED_AT, CODES, LAST_CODE, CODES_CLEARED_AT, LOCKED_AT, UNLOCKED_AT"
            + " from MR_FAILED_SIGN_IN where REALM_ID = ?";

    private FailedSignInRows() {}

    /** What is known of a user, of all regions. */
    public static List<FailedSignIn> of(Connection connection, String realmId, String userId) throws SQLException {
        return Sql.list(connection, SELECT + " and USER_ID = ?", FailedSignInRows::row, realmId, userId);
    }

    /** As {@link #of}; others who change the region's own row wait until the transaction ends. Makes that row if there is none. */
    public static List<FailedSignIn> held(Connection connection, String realmId, String userId, String region)
            throws SQLException {
        if (!hold(connection, FailedSignIn.id(userId, region))) {
            insert(connection, FailedSignIn.none(realmId, userId, region));
            hold(connection, FailedSignIn.id(userId, region));
        }
        return of(connection, realmId, userId);
    }

    private static boolean hold(Connection connection, String id) throws SQLException {
        return Sql.locked(connection, "select ID from MR_FAILED_SIGN_IN where ID = ?", row -> row.getString(1), id)
                .isPresent();
    }

    /** Another node may do so at the same time: then its row is there. */
    private static void insert(Connection connection, FailedSignIn none) throws SQLException {
        Sql.update(connection, "savepoint first_failure");
        try {
            Sql.update(
                    connection,
                    "insert into MR_FAILED_SIGN_IN (ID, REALM_ID, USER_ID, REGION) values (?, ?, ?, ?)",
                    none.id(),
                    none.realmId(),
                    none.userId(),
                    none.region());
        } catch (SQLException e) {
            Sql.update(connection, "rollback to savepoint first_failure");
            if (!hold(connection, none.id())) {
                throw e;
            }
        }
    }

    /** Writes a region's own part, whose row is held. */
    public static void write(Connection connection, FailedSignIn changed) throws SQLException {
        FailedSignIn next = changed.next();
        Sql.update(
                connection,
                "update MR_FAILED_SIGN_IN set VERSION = ?, FAILURES = ?, LOCKOUTS = ?, NOT_BEFORE = ?, LAST_FAILURE = ?,"
                        + " LAST_IP = ?, CLEARED_AT = ?, CODES = ?, LAST_CODE = ?, CODES_CLEARED_AT = ?, LOCKED_AT = ?,"
                        + " UNLOCKED_AT = ? where ID = ?",
                next.version(),
                next.failures().count(),
                next.failures().lockouts(),
                next.failures().notBefore(),
                next.failures().last(),
                next.failures().lastIp(),
                next.failures().clearedAt(),
                next.codes().count(),
                next.codes().last(),
                next.codes().clearedAt(),
                next.lock().lockedAt(),
                next.lock().unlockedAt(),
                next.id());
    }

    /** The users of a realm of whom anything is known. */
    public static List<String> users(Connection connection, String realmId) throws SQLException {
        return Sql.list(
                connection,
                "select distinct USER_ID from MR_FAILED_SIGN_IN where REALM_ID = ?",
                row -> row.getString(1),
                realmId);
    }

    /** The users of a realm who are locked out for good. @param rows ids of rows that may have locked one; null stands for all */
    public static List<String> locked(Connection connection, String realmId, Collection<String> rows)
            throws SQLException {
        List<Object> bound = new ArrayList<>(List.of(realmId));
        bound.addAll(rows == null ? List.of() : rows);
        List<String> locked = new ArrayList<>();
        for (String user : Sql.list(
                connection,
                "select distinct USER_ID from MR_FAILED_SIGN_IN where REALM_ID = ? and LOCKED_AT > 0"
                        + (rows == null ? "" : " and ID in " + Sql.places(rows.size())),
                row -> row.getString(1),
                bound.toArray())) {
            if (FailedSignIns.of(realmId, user, "", of(connection, realmId, user))
                    .isLocked()) {
                locked.add(user);
            }
        }
        return locked;
    }

    /** Forgets a user who is removed, and returns the ids of the rows that were there. */
    public static List<String> remove(Connection connection, String realmId, String userId) throws SQLException {
        List<String> ids = Sql.list(
                connection,
                "select ID from MR_FAILED_SIGN_IN where REALM_ID = ? and USER_ID = ?",
                row -> row.getString(1),
                realmId,
                userId);
        Sql.update(connection, "delete from MR_FAILED_SIGN_IN where REALM_ID = ? and USER_ID = ?", realmId, userId);
        return ids;
    }

    /** Forgets a realm that is no longer replicated. */
    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_FAILED_SIGN_IN where REALM_ID = ?", realmId);
    }

    private static FailedSignIn row(ResultSet row) {
        return FailedSignIn.of(column -> {
            try {
                return row.getObject(column);
            } catch (SQLException e) {
                throw new IllegalStateException("column " + column + " of " + FailedSignIn.TABLE + " can't be read", e);
            }
        });
    }
}
