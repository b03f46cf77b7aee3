package io.multiregion.engine.journal;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.store.StreamRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;

/**
 * The journal of all realms of a region.
 *
 * <p>Promise A: writers append in the transaction of the change, without a sequence. Sequences are given later, by the one
 * shipper, to the entries that its snapshot sees: a transaction that commits late gets a later sequence and is never skipped. All
 * methods work in the caller's transaction.
 */
public final class Journal {

    private static final String INSERT = "insert into MR_JOURNAL"
            + " (REALM_ID, EPOCH, SEQUENCE, KIND, RESOURCE_ID, ORIGIN, COMMITTED_AT) values (?, ?, ?, ?, ?, ?, ?)";

    /** Of one resource: a page for a region far behind must not look through all that earlier pages have left. */
    private static final String FORGET_OLDER =
            "delete from MR_JOURNAL where REALM_ID = ? and RESOURCE_ID = ? and KIND = ? and SEQUENCE < ?";

    /** How many rows go to the database at once. */
    private static final int TOGETHER = 1000;

    /** How many entries that nobody needs go in one transaction. */
    private static final int TRIMMED = 20_000;

    /** Has an entry stand for later ones of its resource, unless it has got a sequence meanwhile. */
    static final String STAND = "update MR_JOURNAL set SINCE = coalesce(SINCE, COMMITTED_AT), COMMITTED_AT = ?"
            + " where ID = ? and SEQUENCE is null";

    static final String PLACED = "update MR_JOURNAL set SEQUENCE = ?, EPOCH = ? where ID = ?";
    static final String GONE = "delete from MR_JOURNAL where ID = ?";

    /** Removes an entry that another one stands for. */
    static final String STOOD_FOR = "delete from MR_JOURNAL where ID = ? and SEQUENCE is null";

    /**
     * How much is still to be shipped to a replica, and since when.
     *
     * @param entries {@link #MOST} stands for that many or more
     * @param open how many of these have no sequence yet, counted as far
     */
    public record Backlog(long entries, long open, long oldestCommittedAt) {

        /** Nothing. */
        public static final Backlog NONE = new Backlog(0, 0, 0);

        /** More are not counted. */
        public static final long MOST = 10_000;

        /** For how long the oldest change has not been confirmed, in milliseconds; 0 if all is. */
        public long age(long now) {
            return entries == 0 ? 0 : Math.max(0, now - oldestCommittedAt);
        }
    }

    private final String region;

    /** @param region this region's name: the origin of the entries that its writers append */
    public Journal(String region) {
        this.region = region;
    }

    /** Notes that this transaction changes the given resources. */
    public void append(Connection connection, String realmId, long epoch, Collection<ResourceKey> changed, long now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int waiting = 0;
            for (ResourceKey resource : changed) {
                bind(insert, realmId, epoch, null, resource, region, now);
                insert.addBatch();
                if (++waiting % TOGETHER == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        Written.note(realmId, epoch, changed);
    }

    /** Notes what a secondary applied, under the position and origin it has on the primary. */
    public void appendApplied(
            Connection connection, String realmId, Position position, String origin, Collection<Change> applied)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement delete = connection.prepareStatement(FORGET_OLDER)) {
            for (Change change : applied) {
                delete.setString(1, realmId);
                delete.setString(2, change.resource().id());
                delete.setString(3, change.resource().kind().name());
                delete.setLong(4, position.sequence());
                delete.addBatch();
                bind(
                        insert,
                        realmId,
                        position.epoch(),
                        position.sequence(),
                        change.resource(),
                        origin,
                        change.committedAt());
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    private static void bind(
            PreparedStatement insert,
            String realmId,
            long epoch,
            Long sequence,
            ResourceKey resource,
            String origin,
            long committedAt)
            throws SQLException {
        insert.setString(1, realmId);
        insert.setLong(2, epoch);
        insert.setObject(3, sequence, Types.BIGINT);
        insert.setString(4, resource.kind().name());
        insert.setString(5, resource.id());
        insert.setString(6, origin);
        insert.setLong(7, committedAt);
    }

    /**
     * Moves the stream on to a position, and gives that to all visible entries that have none.
     *
     * @param rest whether there may be entries that have one: the journal is bounded by resources, not changes
     */
    public void sequence(Connection connection, String realmId, Position position, boolean rest) throws SQLException {
        // the stream's row before the journal's, as all take them
        StreamRows.sequence(connection, realmId, position);
        if (Dialect.of(connection).changesByKeyAlone()) {
            SeenEntries.sequence(connection, realmId, position);
            return;
        }
        Sql.update(
                connection,
                "update MR_JOURNAL set SEQUENCE = ?, EPOCH = ? where REALM_ID = ? and SEQUENCE is null",
                position.sequence(),
                position.epoch(),
                realmId);
        if (rest) {
            forgetOlder(connection, realmId, position.sequence());
        }
    }

    /** Removes older entries of the resources that have one at {@code sequence}. */
    private static void forgetOlder(Connection connection, String realmId, long sequence) throws SQLException {
        Sql.update(
                connection,
                "delete from MR_JOURNAL where REALM_ID = ? and SEQUENCE < ? and exists (select 1 from MR_JOURNAL newer"
                        + " where newer.REALM_ID = MR_JOURNAL.REALM_ID and newer.SEQUENCE = ?"
                        + " and newer.KIND = MR_JOURNAL.KIND and newer.RESOURCE_ID = MR_JOURNAL.RESOURCE_ID)",
                realmId,
                sequence,
                sequence);
    }

    /** The resources with an entry past a sequence, once each. */
    public List<Change> after(Connection connection, String realmId, long sequence) throws SQLException {
        return Arrears.after(connection, realmId, sequence);
    }

    /** What a replica that has acknowledged {@code sequence} still lacks. */
    public Backlog backlog(Connection connection, String realmId, long sequence) throws SQLException {
        return Arrears.past(connection, realmId, sequence);
    }

    /** Whether a replica that has acknowledged {@code sequence} lacks nothing. */
    public boolean isLevel(Connection connection, String realmId, long sequence) throws SQLException {
        return backlog(connection, realmId, sequence).entries() == 0;
    }

    /** Removes some of what all replicas have acknowledged, and remembers up to where; whether there may be more. */
    public boolean trim(Connection connection, String realmId, long sequence) throws SQLException {
        if (sequence <= 0) {
            return false;
        }
        // the stream's row before the journal's, as all take them
        StreamRows.trimmed(connection, realmId, sequence);
        return forget(connection, realmId, sequence, TRIMMED) == TRIMMED;
    }

    /** On a secondary, with a cut: what was taken back goes, as the primary has shipped what it has instead. */
    public void forgetTakenBack(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_JOURNAL where REALM_ID = ? and SEQUENCE is null", realmId);
    }

    private static int forget(Connection connection, String realmId, long sequence, int most) throws SQLException {
        String some = Dialect.of(connection).first("select ID from MR_JOURNAL where REALM_ID = ? and SEQUENCE <= ?");
        List<Object[]> ids = Sql.list(connection, some, row -> new Object[] {row.getLong(1)}, realmId, sequence, most);
        Sql.batch(connection, GONE, ids);
        return ids.size();
    }

    /**
     * The next resources with an entry that has no sequence, once each, by their ids and kinds: what was taken back, and a new primary may
     * never have got.
     *
     * @param id the id of the last one before them; empty before the first
     * @param kind its kind
     */
    public List<Change> takenBack(Connection connection, String realmId, String id, String kind, int most)
            throws SQLException {
        return Sql.list(
                connection,
                Dialect.of(connection)
                        .first("select KIND, RESOURCE_ID, max(COMMITTED_AT) from MR_JOURNAL where REALM_ID = ?"
                                + " and SEQUENCE is null and RESOURCE_ID >= ? and (RESOURCE_ID > ? or KIND > ?)"
                                + " group by RESOURCE_ID, KIND order by RESOURCE_ID, KIND"),
                Arrears::change,
                realmId,
                id,
                id,
                kind,
                most);
    }

    /** The entries past a sequence have none any more: the positions after it are given out anew, by another primary. */
    public void takeBack(Connection connection, String realmId, long sequence) throws SQLException {
        Sql.update(
                connection,
                "update MR_JOURNAL set SEQUENCE = null where REALM_ID = ? and SEQUENCE > ?",
                realmId,
                sequence);
    }

    /** Forgets a realm that is no longer replicated. */
    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_JOURNAL where REALM_ID = ?", realmId);
    }
}
