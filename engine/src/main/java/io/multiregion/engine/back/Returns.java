package io.multiregion.engine.back;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The resources of which a secondary has written something itself, since sign-ins do: noted by the transaction that writes, sent to the
 * primary, and kept until what comes from there has it. Until then nothing that arrives takes it away.
 *
 * <p>All methods work in the caller's transaction.
 */
public final class Returns {

    private static final String OF_REALM = " where REALM_ID = ?";
    private static final String OF_RESOURCE = OF_REALM + " and RESOURCE_ID = ? and KIND = ?";

    /**
     * What is to be sent of one resource.
     *
     * @param id its last entry: later ones are of writes that this does not know
     * @param tries how often the primary could not take it
     */
    public record Due(long id, Change change, int tries) {}

    /**
     * What has not been taken yet.
     *
     * @param entries how many
     * @param since when the oldest of them was written, in milliseconds since 1970
     */
    public record Waiting(long entries, long since) {}

    private Returns() {}

    /** Notes what a transaction has written. @param now in milliseconds since 1970 */
    public static void note(Connection connection, String realmId, Collection<ResourceKey> resources, long now)
            throws SQLException {
        Sql.batch(
                connection,
                "insert into MR_RETURN (REALM_ID, KIND, RESOURCE_ID, COMMITTED_AT) values (?, ?, ?, ?)",
                resources.stream()
                        .map(one -> new Object[] {realmId, one.kind().name(), one.id(), now})
                        .toList());
    }

    /** What is to be sent next: what has failed comes last. @param most how many entries */
    public static List<Due> due(Connection connection, String realmId, long now, int most) throws SQLException {
        Map<ResourceKey, Due> due = new LinkedHashMap<>();
        Sql.list(
                        connection,
                        Dialect.of(connection)
                                .first("select ID, KIND, RESOURCE_ID, COMMITTED_AT, TRIES from MR_RETURN" + OF_REALM
                                        + " and COVERED is null and DUE_AT <= ? order by TRIES, ID"),
                        row -> new Due(
                                row.getLong(1),
                                new Change(
                                        new ResourceKey(Kind.valueOf(row.getString(2)), row.getString(3)),
                                        row.getLong(4)),
                                row.getInt(5)),
                        realmId,
                        now,
                        most)
                .forEach(one -> due.put(one.change().resource(), one));
        return List.copyOf(due.values());
    }

    /**
     * The primary has taken it.
     *
     * @param covered the sequence from which on all of its cuts have it
     */
    public static void merged(Connection connection, String realmId, List<Due> sent, long covered, long now)
            throws SQLException {
        Sql.batch(connection, "delete from MR_RETURN" + OF_RESOURCE + " and ID < ?", bound(realmId, sent));
        Sql.batch(
                connection,
                "update MR_RETURN set COVERED = ?, MERGED_AT = ? where ID = ?",
                sent.stream().map(one -> new Object[] {covered, now, one.id()}).toList());
    }

    /** There was nothing to say of it. */
    public static void drop(Connection connection, String realmId, List<Due> none) throws SQLException {
        Sql.batch(connection, "delete from MR_RETURN" + OF_RESOURCE + " and ID <= ?", bound(realmId, none));
    }

    private static List<Object[]> bound(String realmId, List<Due> some) {
        return some.stream()
                .map(one -> new Object[] {
                    realmId,
                    one.change().resource().id(),
                    one.change().resource().kind().name(),
                    one.id()
                })
                .toList();
    }

    /** Has one entry stand for all of each resource: what waits is bounded by resources, not by writes. */
    public static void compact(Connection connection, String realmId) throws SQLException {
        Sql.update(
                connection,
                "delete from MR_RETURN" + OF_REALM + " and exists (select 1 from MR_RETURN newer"
                        + " where newer.REALM_ID = MR_RETURN.REALM_ID and newer.RESOURCE_ID = MR_RETURN.RESOURCE_ID"
                        + " and newer.KIND = MR_RETURN.KIND and newer.ID > MR_RETURN.ID)",
                realmId);
    }

    /** The primary could not take it, and is asked again later. @param again when, in milliseconds since 1970 */
    public static void failed(Connection connection, Due one, long again) throws SQLException {
        Sql.update(connection, "update MR_RETURN set TRIES = TRIES + 1, DUE_AT = ? where ID = ?", again, one.id());
    }

    /** Forgets what has come back from the primary, of all realms, by time alone. @param before see {@link #pending} */
    public static void forgetOld(Connection connection, long before) throws SQLException {
        Sql.update(connection, "delete from MR_RETURN where COVERED is not null and MERGED_AT < ?", before);
    }

    /** Those of some resources that this region has written and that have not come back. */
    public static Set<ResourceKey> pending(Connection connection, String realmId, Collection<ResourceKey> among)
            throws SQLException {
        return isAny(connection, realmId) ? among(connection, realmId, among) : new HashSet<>();
    }

    /**
     * The same, where a cut is applied: forgets what has come back from the primary before.
     *
     * @param sequence of the cut
     * @param before what the primary has taken by then has come back, or was not new to it
     */
    public static Set<ResourceKey> pending(
            Connection connection, String realmId, long sequence, long before, Collection<ResourceKey> among)
            throws SQLException {
        if (!isAny(connection, realmId)) {
            return new HashSet<>();
        }
        Sql.update(
                connection,
                "delete from MR_RETURN" + OF_REALM + " and (COVERED <= ? or MERGED_AT < ?)",
                realmId,
                sequence,
                before);
        return among(connection, realmId, among);
    }

    private static boolean isAny(Connection connection, String realmId) throws SQLException {
        return Sql.first(connection, "select 1 from MR_RETURN" + OF_REALM, row -> 1, realmId)
                .isPresent();
    }

    private static Set<ResourceKey> among(Connection connection, String realmId, Collection<ResourceKey> among)
            throws SQLException {
        Set<ResourceKey> pending = new HashSet<>();
        List<String> ids = among.stream().map(ResourceKey::id).distinct().toList();
        for (List<String> some : Sql.steps(ids)) {
            List<Object> bound = new ArrayList<>(List.of(realmId));
            bound.addAll(some);
            pending.addAll(Sql.list(
                    connection,
                    "select KIND, RESOURCE_ID from MR_RETURN" + OF_REALM + " and RESOURCE_ID in "
                            + Sql.places(some.size()),
                    row -> new ResourceKey(Kind.valueOf(row.getString(1)), row.getString(2)),
                    bound.toArray()));
        }
        pending.retainAll(Set.copyOf(among));
        return pending;
    }

    /** Another primary is followed, which may not have what the one before has taken. */
    public static void again(Connection connection, String realmId) throws SQLException {
        Sql.update(
                connection,
                "update MR_RETURN set COVERED = null, MERGED_AT = null, TRIES = 0, DUE_AT = 0" + OF_REALM,
                realmId);
    }

    /** Takes all away, of a region that is the primary now: what it has written is to be journalled. */
    public static List<ResourceKey> take(Connection connection, String realmId) throws SQLException {
        List<ResourceKey> all = Sql.list(
                connection,
                "select distinct KIND, RESOURCE_ID from MR_RETURN" + OF_REALM,
                row -> new ResourceKey(Kind.valueOf(row.getString(1)), row.getString(2)),
                realmId);
        forget(connection, realmId);
        return all;
    }

    /** How much of each realm its primary has not taken yet; realms of which it has taken all are left out. */
    public static Map<String, Waiting> waiting(Connection connection) throws SQLException {
        Map<String, Waiting> waiting = new HashMap<>();
        Sql.list(
                connection,
                "select REALM_ID, count(*), min(COMMITTED_AT) from MR_RETURN where COVERED is null group by REALM_ID",
                row -> waiting.put(row.getString(1), new Waiting(row.getLong(2), row.getLong(3))));
        return waiting;
    }

    /** Forgets a realm that is no longer replicated. */
    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_RETURN" + OF_REALM, realmId);
    }
}
