package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Position;
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

    /**
     * How another region's copy does, as its primary told this one.
     *
     * @param state the one word for it, 16 letters at most
     * @param at when it was told, in milliseconds since 1970
     */
    public record Told(
            String realmId, String region, String state, long lagMillis, long behind, Position position, long at) {}

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

    /** Those that were told of, by the names of regions. */
    public static List<Told> told(Connection connection, String realmId) throws SQLException {
        return Sql.list(
                connection,
                "select REALM_ID, REGION, STATE, LAG_MILLIS, BEHIND, TOLD_EPOCH, TOLD_SEQUENCE, TOLD_AT from MR_MEMBER"
                        + " where REALM_ID = ? and TOLD_AT > 0 order by REGION",
                row -> new Told(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        new Position(row.getLong(6), row.getLong(7)),
                        row.getLong(8)),
                realmId);
    }

    /** Notes what the primary of realms said of other members of theirs: of those that it has named as such before, and of no others. */
    public static void tell(Connection connection, String primary, List<Told> all) throws SQLException {
        Sql.batch(
                connection,
                "update MR_MEMBER set STATE = ?, LAG_MILLIS = ?, BEHIND = ?, TOLD_EPOCH = ?, TOLD_SEQUENCE = ?, TOLD_AT = ?"
                        + " where REALM_ID = ? and REGION = ? and exists (select 1 from MR_REALM realm"
                        + " where realm.REALM_ID = MR_MEMBER.REALM_ID and realm.ROLE = 'SECONDARY' and realm.PRIMARY_REGION = ?)",
                all.stream()
                        .map(one -> new Object[] {
                            one.state(),
                            one.lagMillis(),
                            one.behind(),
                            one.position().epoch(),
                            one.position().sequence(),
                            one.at(),
                            one.realmId(),
                            one.region(),
                            primary
                        })
                        .toList());
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
