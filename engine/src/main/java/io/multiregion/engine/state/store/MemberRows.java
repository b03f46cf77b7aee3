package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.state.Member;
import io.multiregion.engine.state.ReplicaStatus;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The other regions that hold a realm, as its primary last told this one: whom to ask and whom to ship to after a failover.
 * Methods work in the caller's transaction.
 */
public final class MemberRows {

    private MemberRows() {}

    public static List<Member> of(Connection connection, String realmId) throws SQLException {
        return Sql.list(
                connection,
                "select REGION, URL, STATUS from MR_MEMBER where REALM_ID = ? order by REGION",
                MemberRows::read,
                realmId);
    }

    public static Optional<Member> of(Connection connection, String realmId, String region) throws SQLException {
        return of(connection, realmId).stream()
                .filter(member -> member.region().equals(region))
                .findFirst();
    }

    private static Member read(ResultSet row) throws SQLException {
        return new Member(row.getString(1), URI.create(row.getString(2)), ReplicaStatus.valueOf(row.getString(3)));
    }

    public static void replace(Connection connection, String realmId, Collection<Member> members) throws SQLException {
        forget(connection, realmId);
        for (Member member : members) {
            Sql.update(
                    connection,
                    "insert into MR_MEMBER (REALM_ID, REGION, URL, STATUS) values (?, ?, ?, ?)",
                    realmId,
                    member.region(),
                    member.url().toString(),
                    member.status().name());
        }
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_MEMBER where REALM_ID = ?", realmId);
    }
}
