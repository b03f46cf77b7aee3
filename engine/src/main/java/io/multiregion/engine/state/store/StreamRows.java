package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.part.Numbers;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.part.TroubleText;
import io.multiregion.engine.trouble.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the stream of each replicated realm stands in this region, and what a secondary has heard on it. Methods work in the caller's
 * transaction, and take a stream's row after the realm's and before the journal's, as all do.
 */
public final class StreamRows {

    /** Where a copy stands: the position and the copy cursor after the last cut of its stream. */
    public record Reached(Position position, String copyCursor, String stream) {}

    private static final String ONE = " where REALM_ID = ?";

    private StreamRows() {}

    /** Begins a realm's stream, of which nothing was heard. */
    static void begin(Connection connection, RealmState state) throws SQLException {
        forget(connection, state.realmId());
        Sql.update(
                connection,
                "insert into MR_STREAM (REALM_ID, EPOCH, SEQUENCE, HEARD_EPOCH, HEARD_SEQUENCE, LEVEL_AT, CONTROL,"
                        + " COPY_CURSOR, STREAM) values (?, ?, ?, ?, ?, 0, 0, '', ?)",
                state.realmId(),
                state.position().epoch(),
                state.position().sequence(),
                state.heard().epoch(),
                state.heard().sequence(),
                state.stream());
    }

    static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_STREAM" + ONE, realmId);
    }

    /** Waits for a cut that is being applied, and makes the next one wait. */
    static void lock(Connection connection, String realmId) throws SQLException {
        Sql.locked(connection, "select 1 from MR_STREAM where REALM_ID = ?", row -> 1, realmId);
    }

    /** On a secondary: where the copy stands, locked until the end of the transaction. */
    public static Optional<Reached> lockReached(Connection connection, String realmId) throws SQLException {
        return Sql.locked(
                connection,
                "select EPOCH, SEQUENCE, COPY_CURSOR, STREAM from MR_STREAM where REALM_ID = ?",
                row -> new Reached(
                        new Position(row.getLong(1), row.getLong(2)),
                        Objects.requireNonNullElse(row.getString(3), Batch.COPY_START),
                        Objects.requireNonNullElse(row.getString(4), StreamId.NONE)),
                realmId);
    }

    /** How far the first copy is; at its start where there is no stream. */
    public static String cursor(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select COPY_CURSOR from MR_STREAM where REALM_ID = ?",
                        row -> Objects.requireNonNullElse(row.getString(1), Batch.COPY_START),
                        realmId)
                .orElse(Batch.COPY_START);
    }

    /** On a secondary: a cut was applied, which led to a position; the copy is level as of its sending unless it is doubted. */
    public static void applied(
            Connection connection, String realmId, Position position, String cursor, long sentAt, long now)
            throws SQLException {
        long levelAt = Batch.COPY_DONE.equals(cursor) ? sentAt : 0;
        Sql.update(
                connection,
                "update MR_STREAM set EPOCH = ?, SEQUENCE = ?, HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, COPY_CURSOR = ?,"
                        + " LEVEL_AT = case when COMPARE = 0 then ? else LEVEL_AT end, HEARD_AT = ?,"
                        + " SAID_AT = " + Dialect.of(connection).greater("SAID_AT", "?")
                        + ", LAST_ERROR = null where REALM_ID = ?",
                position.epoch(),
                position.sequence(),
                position.epoch(),
                position.sequence(),
                cursor,
                levelAt,
                now,
                sentAt,
                realmId);
    }

    /** On a secondary: primaries were heard; for each 1 if it was noted, 0 if something that was said later was noted before. */
    public static int[] heard(Connection connection, List<Heard> heard, long now) throws SQLException {
        return Sql.counted(
                connection,
                "update MR_STREAM set HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, LEVEL_AT = ?, HEARD_AT = ?, SAID_AT = ?,"
                        + " HEARD_SCHEMA = ?, HEARD_URL = ?, LAST_ERROR = case when "
                        + Dialect.of(connection).number("?") + " = 1 then null else LAST_ERROR end"
                        + ONE + " and STREAM = ? and SAID_AT < ?",
                heard.stream().map(one -> one.parameters(now)).toList());
    }

    /** On a secondary: what tables the primary has. */
    public static void heardSchema(Connection connection, RealmState realm, String schema) throws SQLException {
        String noted = "update MR_STREAM set HEARD_SCHEMA = ?" + ONE + " and STREAM = ?";
        Sql.update(connection, noted, schema, realm.realmId(), realm.stream());
    }

    /** On a primary: moves on to a position. */
    public static void sequence(Connection connection, String realmId, Position position) throws SQLException {
        Sql.update(
                connection,
                "update MR_STREAM set EPOCH = ?, SEQUENCE = ?" + ONE,
                position.epoch(),
                position.sequence(),
                realmId);
    }

    /** The journal has nothing up to a sequence any more. */
    public static void trimmed(Connection connection, String realmId, long sequence) throws SQLException {
        Sql.update(connection, "update MR_STREAM set FLOOR = ?" + ONE + " and FLOOR < ?", sequence, realmId, sequence);
    }

    /** This region leads: its stream goes on from the position that was reached. */
    static void lead(Connection connection, Primary next) throws SQLException {
        Sql.update(
                connection,
                "update MR_STREAM set EPOCH = ?, HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, COPY_CURSOR = 'done', LAST_ERROR = null,"
                        + " HEARD_SCHEMA = null, HEARD_URL = null, STREAM = ''" + ONE,
                next.position().epoch(),
                next.position().epoch(),
                next.position().sequence(),
                next.realmId());
    }

    /** This region follows another one, as the order with a number said. */
    static void follow(Connection connection, RealmState before, Secondary next, long control) throws SQLException {
        Sql.update(
                connection,
                "update MR_STREAM set EPOCH = ?, SEQUENCE = ?, HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, HEARD_AT = ?,"
                        + " SAID_AT = 0, HEARD_SCHEMA = null, HEARD_URL = null, STREAM = ?, CONTROL = ?, CALLED_OFF = 0, LAST_ERROR = null"
                        + (before.isPrimary() ? ", COPY_CURSOR = 'done'" : "") + ONE,
                next.position().epoch(),
                next.position().sequence(),
                next.heard().epoch(),
                next.heard().sequence(),
                next.heardAt().toEpochMilli(),
                next.stream(),
                control,
                next.realmId());
    }

    /** On a secondary: the copy is not whole, and goes on from a copy cursor. */
    public static void recopy(Connection connection, String realmId, String cursor) throws SQLException {
        Sql.update(connection, "update MR_STREAM set COPY_CURSOR = ?, LEVEL_AT = 0" + ONE, cursor, realmId);
    }

    /** On a secondary: takes the number of an order if it is of the stream that feeds the copy and comes after all that were taken. */
    static boolean take(Connection connection, String realmId, String stream, long control) throws SQLException {
        String later = "update MR_STREAM set CONTROL = ?" + ONE + " and STREAM = ? and CONTROL < ?";
        return Sql.update(connection, later, control, realmId, stream, control) == 1;
    }

    /** On a secondary: the numbers of orders that were taken. @param now in milliseconds since 1970 */
    public static Numbers numbers(Connection connection, String realmId, long now) throws SQLException {
        return Sql.first(
                        connection,
                        "select CONTROL, CALLED_OFF from MR_STREAM" + ONE,
                        row -> new Numbers(row.getLong(1), row.getLong(2), now),
                        realmId)
                .orElse(new Numbers(0, 0, now));
    }

    /** On a secondary: a switchover to it does not happen, nor one that was ordered before it, whenever its order comes. */
    public static void callOff(Connection connection, String realmId, long control) throws SQLException {
        String later = "update MR_STREAM set CALLED_OFF = ?" + ONE + " and CALLED_OFF < ?";
        Sql.update(connection, later, control, realmId, control);
    }

    /** On a secondary: notes whether its primary lets this region take over. */
    public static void setMayLead(Connection connection, String realmId, boolean mayLead) throws SQLException {
        Sql.update(connection, "update MR_STREAM set MAY_LEAD = ?" + ONE, mayLead ? 1 : 0, realmId);
    }

    /** On a secondary: whether its primary lets this region take over, as it last said. */
    public static boolean mayLead(Connection connection, String realmId) throws SQLException {
        return Sql.first(connection, "select MAY_LEAD from MR_STREAM" + ONE, row -> row.getInt(1) == 1, realmId)
                .orElse(false);
    }

    /** On a secondary: Keycloak has migrated this database, so the copy is level only once the primary has compared it. */
    public static void doubt(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "update MR_STREAM set COMPARE = 1" + ONE, realmId);
    }

    /** On a secondary: the primary compares, or has mended what differed; what was compared before this copy was doubted counts not. */
    public static void comparing(Connection connection, String realmId, boolean mended) throws SQLException {
        String next = "update MR_STREAM set COMPARE = ?" + ONE + " and COMPARE = ?";
        Sql.update(connection, next, mended ? 3 : 2, realmId, mended ? 2 : 1);
    }

    /**
     * On a secondary: the primary has nothing more to ship. If it has mended before what differed, the copy is level; false if it has not.
     *
     * @param number of what the primary said: what is repeated says nothing
     */
    public static boolean compared(Connection connection, String realmId, long number) throws SQLException {
        String mended = "update MR_STREAM set COMPARE = 0" + ONE + " and COMPARE = 3 and SAID_AT < ?";
        return Sql.update(connection, mended, realmId, number) == 1;
    }

    /** On a secondary: whether the primary still has to compare. */
    public static boolean isDoubted(Connection connection, String realmId) throws SQLException {
        return Sql.first(connection, "select 1 from MR_STREAM" + ONE + " and COMPARE <> 0", row -> 1, realmId)
                .isPresent();
    }

    /** Keeps what was found to be wrong, for whoever asks this region. @param now in milliseconds since 1970 */
    public static void erred(Connection connection, RealmState realm, Trouble found, long now) throws SQLException {
        String text = TroubleText.of(found.after(realm.lastError(), now));
        Sql.update(connection, "update MR_STREAM set LAST_ERROR = ?" + ONE, text, realm.realmId());
    }

    /** What failed does not any more. */
    public static void calm(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "update MR_STREAM set LAST_ERROR = null" + ONE, realmId);
    }
}
