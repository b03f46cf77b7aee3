package io.multiregion.engine.withdrawn;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When a user has last withdrawn what he allowed a client: a consent of before does not come again from a region that has not heard of it.
 * The notes are rows of the user, and travel as such. There is one for each user and client at most, and for so long only.
 *
 * <p>All methods work in the caller's transaction.
 */
public final class WithdrawnConsents {

    /** The table of users who are in the realm. */
    public static final String TABLE = "MR_WITHDRAWN_CONSENT";

    /** The table of users of a user storage who are not. */
    public static final String TABLE_OF_FEDERATED = "MR_WITHDRAWN_FED_CONSENT";

    private WithdrawnConsents() {}

    /** The table of a kind of users. */
    public static String table(Kind kind) {
        return kind == Kind.USER ? TABLE : TABLE_OF_FEDERATED;
    }

    /**
     * Notes that a user withdraws what he has allowed a client, whether this region knows of that or not.
     *
     * @param client its id, as Keycloak's consents have it
     * @param now in milliseconds since 1970
     */
    public static void note(Connection connection, String realmId, ResourceKey user, String client, long now)
            throws SQLException {
        if (!isMoved(connection, user, client, now)) {
            Sql.update(connection, "savepoint first_withdrawal");
            try {
                Sql.update(
                        connection,
                        of(
                                user.kind(),
                                "insert into MR_WITHDRAWN_CONSENT (REALM_ID, USER_ID, CLIENT, WITHDRAWN_AT)"
                                        + " values (?, ?, ?, ?)"),
                        realmId,
                        user.id(),
                        client,
                        now);
            } catch (SQLException e) {
                Sql.update(connection, "rollback to savepoint first_withdrawal");
                if (!isMoved(connection, user, client, now)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isMoved(Connection connection, ResourceKey user, String client, long now)
            throws SQLException {
        String one = of(user.kind(), "select CLIENT from MR_WITHDRAWN_CONSENT where USER_ID = ? and CLIENT = ?");
        if (!Sql.holds(connection, one, user.id(), client)) {
            return false;
        }
        String move =
                of(user.kind(), "update MR_WITHDRAWN_CONSENT set WITHDRAWN_AT = ? where USER_ID = ? and CLIENT = ?");
        Sql.update(connection, move, now, user.id(), client);
        return true;
    }

    /**
     * Forgets what is old, and returns whose it was: their rows have changed.
     *
     * @param before in milliseconds since 1970
     * @param most how many users of each kind at once
     */
    public static Set<ResourceKey> forgetOld(Connection connection, String realmId, long before, int most)
            throws SQLException {
        Set<ResourceKey> users = new LinkedHashSet<>();
        for (Kind kind : List.of(Kind.USER, Kind.FEDERATED_USER)) {
            List<String> some = Sql.list(
                            connection,
                            of(
                                    kind,
                                    "select distinct USER_ID from MR_WITHDRAWN_CONSENT where REALM_ID = ?"
                                            + " and WITHDRAWN_AT < ?"),
                            row -> row.getString(1),
                            realmId,
                            before)
                    .stream()
                    .limit(most)
                    .toList();
            for (String user : some) {
                Sql.update(
                        connection,
                        of(kind, "delete from MR_WITHDRAWN_CONSENT where USER_ID = ? and WITHDRAWN_AT < ?"),
                        user,
                        before);
                users.add(new ResourceKey(kind, user));
            }
        }
        return users;
    }

    /** Forgets a user who is removed; whether anything was known. */
    public static boolean remove(Connection connection, ResourceKey user) throws SQLException {
        return Sql.update(connection, of(user.kind(), "delete from MR_WITHDRAWN_CONSENT where USER_ID = ?"), user.id())
                > 0;
    }

    /** Forgets a realm that is no longer replicated. */
    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_WITHDRAWN_CONSENT where REALM_ID = ?", realmId);
        Sql.update(connection, "delete from MR_WITHDRAWN_FED_CONSENT where REALM_ID = ?", realmId);
    }

    private static String of(Kind kind, String sql) {
        return sql.replace(TABLE, table(kind));
    }
}
