package io.multiregion.engine.state.store;

import io.multiregion.engine.chronicle.MinuteRows;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Member;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.part.TroubleText;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The rows of the replicas that this region is the primary of. Methods work in the caller's transaction. */
public final class ReplicaRows {

    private static final String SELECT =
            "select REALM_ID, REGION, URL, STATUS, WANTED, EPOCH, SEQUENCE, COPY_CURSOR, COPIED,"
                    + " TOTAL, CONTROL, ACKNOWLEDGED_AT, LAST_ERROR, VERIFY_ASKED, VERIFY_ANSWERED, FOLLOWED,"
                    + " STREAM, COPIED_BYTES from MR_REPLICA";
    private static final String ONE = " where REALM_ID = ? and REGION = ?";

    private ReplicaRows() {}

    public static List<ReplicaState> all(Connection connection) throws SQLException {
        return Sql.list(connection, SELECT + " order by REALM_ID, REGION", ReplicaRows::read);
    }

    public static List<ReplicaState> of(Connection connection, String realmId) throws SQLException {
        return Sql.list(connection, SELECT + " where REALM_ID = ? order by REGION", ReplicaRows::read, realmId);
    }

    public static Optional<ReplicaState> of(Connection connection, String realmId, String region) throws SQLException {
        return Sql.first(connection, SELECT + ONE, ReplicaRows::read, realmId, region);
    }

    private static ReplicaState read(ResultSet row) throws SQLException {
        String cursor = row.getString(8);
        return new ReplicaState(
                row.getString(1),
                row.getString(2),
                URI.create(row.getString(3)),
                ReplicaStatus.valueOf(row.getString(4)),
                ReplicaStatus.valueOf(row.getString(5)),
                new Position(row.getLong(6), row.getLong(7)),
                cursor == null ? Batch.COPY_START : cursor,
                row.getLong(9),
                row.getLong(18),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                TroubleText.read(row.getString(13)),
                row.getString(14),
                row.getString(15),
                row.getLong(16),
                Objects.requireNonNullElse(row.getString(17), StreamId.NONE));
    }

    /**
     * Adds a replica in status CREATING; its first copy is still to begin.
     *
     * @param stream the id of the stream that begins, which none has had
     */
    public static void add(
            Connection connection, String realmId, String region, URI url, ReplicaStatus wanted, String stream)
            throws SQLException {
        Sql.update(
                connection,
                "insert into MR_REPLICA (REALM_ID, REGION, URL, STATUS, WANTED, EPOCH, SEQUENCE, COPY_CURSOR, COPIED, TOTAL,"
                        + " CONTROL, ACKNOWLEDGED_AT, STREAM) values (?, ?, ?, 'CREATING', ?, 0, 0, '', 0, 0, 0, 0, ?)",
                realmId,
                region,
                url.toString(),
                wanted.name(),
                stream);
    }

    /**
     * Adds a replica that is there already: where it stands is known once it has confirmed to follow this region.
     *
     * @param stream the id of the stream that begins, which none has had
     */
    public static void adopt(Connection connection, String realmId, Member member, String stream) throws SQLException {
        Sql.update(
                connection,
                "insert into MR_REPLICA (REALM_ID, REGION, URL, STATUS, WANTED, EPOCH, SEQUENCE, COPY_CURSOR, COPIED, TOTAL,"
                        + " CONTROL, ACKNOWLEDGED_AT, STREAM) values (?, ?, ?, ?, ?, 0, 0, '', 0, 0, 1, 0, ?)",
                realmId,
                member.region(),
                member.url().toString(),
                member.status().name(),
                member.status() == ReplicaStatus.CREATING
                        ? ReplicaStatus.ACTIVE.name()
                        : member.status().name(),
                stream);
    }

    /**
     * Gives out the number of a control message, which no other one has.
     *
     * @param now in milliseconds since 1970
     * @throws RoleMovedException if the region's replica is another one's by now
     */
    public static long nextControl(Connection connection, String realmId, String region, long now) throws SQLException {
        long control = LifeRows.nextControl(connection, realmId, now);
        if (of(connection, realmId, region).isEmpty()) {
            throw new RoleMovedException("region " + region + " is no replica of this region any more");
        }
        return control;
    }

    /** Forgets all replicas of a realm that another region ships now. */
    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_REPLICA where REALM_ID = ?", realmId);
        VerificationRows.forget(connection, realmId);
        MinuteRows.forget(connection, realmId);
    }

    public static void want(Connection connection, String realmId, String region, ReplicaStatus wanted)
            throws SQLException {
        Sql.update(connection, "update MR_REPLICA set WANTED = ?" + ONE, wanted.name(), realmId, region);
    }

    /** Writes what the shipper learned of this stream: everything but the operator's wishes. */
    public static void save(Connection connection, ReplicaState state) throws SQLException {
        Sql.update(
                connection,
                "update MR_REPLICA set STATUS = ?, EPOCH = ?, SEQUENCE = ?, COPY_CURSOR = ?, COPIED = ?, COPIED_BYTES = ?,"
                        + " TOTAL = ?,"
                        + " CONTROL = " + Dialect.of(connection).greater("CONTROL", "?")
                        + ", ACKNOWLEDGED_AT = ?, LAST_ERROR = ?, FOLLOWED = ?" + ONE
                        + " and STREAM = ?",
                state.status().name(),
                state.acknowledged().epoch(),
                state.acknowledged().sequence(),
                state.copyCursor(),
                state.copied(),
                state.copiedBytes(),
                state.total(),
                state.control(),
                state.acknowledgedAt(),
                TroubleText.of(state.lastError()),
                state.followed(),
                state.realmId(),
                state.region(),
                state.stream());
    }

    /** Notes that replicas still stand where they were, unless one has moved on meanwhile. An error that came meanwhile stays. */
    public static void confirm(Connection connection, List<ReplicaState> states, long at) throws SQLException {
        Sql.batch(
                connection,
                "update MR_REPLICA set ACKNOWLEDGED_AT = ?, LAST_ERROR = nullif(LAST_ERROR, "
                        + Dialect.of(connection).text("?", 8000) + ")"
                        + ONE + " and STREAM = ? and EPOCH = ? and SEQUENCE = ?",
                states.stream()
                        .map(state -> new Object[] {
                            at,
                            TroubleText.of(state.lastError()),
                            state.realmId(),
                            state.region(),
                            state.stream(),
                            state.acknowledged().epoch(),
                            state.acknowledged().sequence()
                        })
                        .toList());
    }

    /** Removes a replica, unless it is another one by now. */
    public static void remove(Connection connection, ReplicaState replica) throws SQLException {
        String one = "delete from MR_REPLICA" + ONE + " and STREAM = ?";
        if (Sql.update(connection, one, replica.realmId(), replica.region(), replica.stream()) == 1) {
            VerificationRows.forget(connection, replica.realmId(), replica.region());
        }
    }

    /**
     * Has a replica compared.
     *
     * @return the id of the verification that will be done: one with repair that is still to be done is not replaced by one without, and
     *     one that has not begun is the one that was asked for
     */
    public static String askVerify(Connection connection, String realmId, String region, String id)
            throws SQLException {
        String begun = VerificationRows.of(connection, realmId, region)
                .map(VerificationRows.Known::begun)
                .orElse(null);
        String verifying = of(connection, realmId, region)
                .map(replica -> replica.verifying(id, begun))
                .orElse(id);
        Sql.update(connection, "update MR_REPLICA set VERIFY_ASKED = ?" + ONE, verifying, realmId, region);
        return verifying;
    }

    /** Has a realm's rows in a region compared with the primary's, and repaired. */
    public static void askRepair(Connection connection, String realmId, String region) throws SQLException {
        askVerify(connection, realmId, region, ReplicaState.verifyId(ReplicaState.REPAIR));
    }

    /** Takes back all verifications of a realm that are still to be done or under way. */
    public static void takeBackVerify(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "update MR_REPLICA set VERIFY_ASKED = null where REALM_ID = ?", realmId);
        VerificationRows.takeBack(connection, realmId);
    }

    /** Notes what a verification found, unless it was taken back. */
    public static void answerVerify(
            Connection connection, String realmId, String region, String id, VerificationRows.Answer answer)
            throws SQLException {
        if (VerificationRows.answer(connection, realmId, region, id, answer)) {
            Sql.update(connection, "update MR_REPLICA set VERIFY_ANSWERED = ?" + ONE, id, realmId, region);
        }
    }
}
