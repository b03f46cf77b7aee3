package io.multiregion.engine.cut;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.ForeignResources;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseFailure;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.CopyStep;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Takes cuts. Promise B: sequences are given, entries and rows are read in one snapshot, so what a cut carries is what was
 * committed at one instant.
 */
public final class Cutter {

    private static final Logger LOG = Logger.getLogger(Cutter.class);

    /** How many resources a chunk of the first copy has at most: some megabytes of users, well under a second on either side. */
    public static final int CHUNK = 2000;

    /** How often a cut is begun anew that meets other transactions at the same rows. */
    private static final int ATTEMPTS = 5;

    private final Connections connections;
    private final Dialect dialect;
    private final Catalogue catalogue;
    private final Selects selects;
    private final ForeignResources foreigners;
    private final Journal journal;
    private final Clock clock;
    private final OlderCopy olderCopy;
    private final List<CopyStage> stages;
    private final int most;
    private final Map<String, Object> realmLocks = new ConcurrentHashMap<>();

    /** @param most how many resources a chunk of a copy has at most */
    public Cutter(
            Connections connections, Dialect dialect, Catalogue catalogue, Journal journal, Clock clock, int most) {
        this.connections = connections;
        this.dialect = dialect;
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
        this.foreigners = catalogue.foreign();
        this.journal = journal;
        this.clock = clock;
        this.olderCopy = new OlderCopy(connections, catalogue, clock);
        this.stages = CopyStage.all(catalogue);
        this.most = most;
    }

    /** Checks, inside a cut's transaction, that this node still is the one that ships; throws if it is not. */
    @FunctionalInterface
    public interface LeaseCheck {
        void in(Connection connection) throws SQLException;
    }

    /**
     * What a replica has already.
     *
     * @param acknowledged the last position it confirmed
     * @param copyCursor its copy cursor; {@link Batch#COPY_DONE} once the first copy is done
     * @param floor what all replicas have acknowledged
     * @param takenAt the instant as of which the snapshot holds all that was committed, in milliseconds since 1970
     */
    public record Since(Position acknowledged, String copyCursor, long floor, long takenAt) {}

    /**
     * Cuts what a replica lacks: the changes past its position, and, during its first copy, the next chunk of that: a small realm is one.
     */
    public Cut cut(
            RealmState realm, Position acknowledged, String copyCursor, long floor, LeaseCheck lease, Cut.Parts parts) {
        return inSnapshot(
                realm,
                lease,
                (connection, position, takenAt) ->
                        cutIn(connection, realm, new Since(acknowledged, copyCursor, floor, takenAt), position, parts));
    }

    /** The cut, inside a snapshot that stands for {@code position}. */
    public Cut cutIn(Connection connection, RealmState realm, Since since, Position position, Cut.Parts parts)
            throws SQLException {
        boolean copying = !since.copyCursor().equals(Batch.COPY_DONE);
        List<Change> entries =
                journal.after(connection, realm.realmId(), since.acknowledged().sequence());
        if (!copying && entries.isEmpty()) {
            return new Cut(position, since.takenAt(), null, 0, null, 0, 0, 0, 0);
        }
        List<Change> changes = ofRealm(connection, realm, entries);
        CopyChunk chunk = new CopyChunk(most);
        String copyTo = copying ? fill(chunk, connection, realm.realmId(), CopyCursor.parse(since.copyCursor())) : null;
        Batch head = new Batch(
                UUID.randomUUID().toString(),
                since.takenAt(),
                since.floor(),
                copying ? Optional.of(new CopyStep(since.copyCursor(), copyTo)) : Optional.empty(),
                List.of(),
                List.of());
        PartStream stream = new PartStream(
                connection, dialect, selects, head, (part, payload) -> parts.ship(position, part, payload));
        stream.changes(changes);
        boolean over = Batch.isOver(since.copyCursor());
        Map<OwnedTable, List<String>> wanted = wanted(changes, copying ? chunk.reached() : stages.size() - 1, over);
        if (over) {
            olderCopy
                    .gone(connection, realm.realmId(), changes)
                    .forEach((table, owners) -> wanted.computeIfAbsent(table, t -> new ArrayList<>())
                            .addAll(owners));
        }
        chunk.owners()
                .forEach((table, owners) ->
                        wanted.computeIfAbsent(table, t -> new ArrayList<>()).addAll(owners));
        for (OwnedTable table : catalogue.parentsFirst()) {
            List<String> owners = wanted.getOrDefault(table, List.of());
            if (!owners.isEmpty()) {
                stream.section(table, owners.stream().distinct().toList());
            }
        }
        byte[] last = stream.finish();
        return new Cut(
                position,
                since.takenAt(),
                last,
                stream.parts(),
                copyTo,
                changes.size() + chunk.size(),
                chunk.copied(),
                stream.rows(),
                changes.stream().mapToLong(Change::committedAt).min().orElse(0));
    }

    /** What a secondary may have of an older copy. */
    public OlderCopy olderCopy() {
        return olderCopy;
    }

    /**
     * Without the resources of other realms: some entries of the journal come from what another region said (a digest, a divergence, a
     * batch), by kind and id alone.
     */
    private List<Change> ofRealm(Connection connection, RealmState realm, List<Change> changes) throws SQLException {
        Set<ResourceKey> foreign = foreigners.among(
                connection,
                realm.realmId(),
                changes.stream().map(Change::resource).toList());
        if (foreign.isEmpty()) {
            return changes;
        }
        LOG.errorf(
                "the journal of realm %s names what is not of that realm: %s was not shipped; look into the regions that hold the realm",
                realm.realmName(), foreign);
        return changes.stream()
                .filter(change -> !foreign.contains(change.resource()))
                .toList();
    }

    /** Work to do at a position, in the snapshot that the position stands for. */
    public interface AtPosition<T> {
        /** @param takenAt the instant as of which the snapshot holds all that was committed, in milliseconds since 1970 */
        T in(Connection connection, Position position, long takenAt) throws SQLException;
    }

    private record Head(Position position, Standing standing) {}

    /**
     * Gives sequences to all committed changes and does some reading in the very same snapshot.
     *
     * @throws RoleMovedException if this region is no longer the primary
     */
    public <T> T inSnapshot(RealmState realm, LeaseCheck lease, AtPosition<T> work) {
        synchronized (realmLocks.computeIfAbsent(realm.realmId(), id -> new Object())) {
            for (int attempt = 1; ; attempt++) {
                try {
                    return connections.snapshot(connection -> {
                        long takenAt = clock.millis();
                        lease.in(connection);
                        return work.in(connection, sequence(connection, realm), takenAt);
                    });
                } catch (DatabaseFailure e) {
                    // only sequences are written, and before the work begins: the snapshot is older than what another
                    // transaction wrote
                    if (!e.isConflict() || attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }
    }

    /**
     * Once the realm is handed over no sequence is given out any more: the target takes over from the last one, and sessions that are
     * written later are this region's own unless the target does not take over.
     */
    private Position sequence(Connection connection, RealmState realm) throws SQLException {
        Head head = Sql.first(
                        connection,
                        "select s.EPOCH, s.SEQUENCE, r.STANDING from MR_STREAM s join MR_REALM r on r.REALM_ID = s.REALM_ID"
                                + " where s.REALM_ID = ? and r.ROLE = 'PRIMARY' and r.EPOCH = ?",
                        row -> new Head(
                                new Position(row.getLong(1), row.getLong(2)), Standing.valueOf(row.getString(3))),
                        realm.realmId(),
                        realm.epoch())
                .orElseThrow(() ->
                        new RoleMovedException("this region is no longer the primary of realm " + realm.realmName()));
        Position next = new Position(realm.epoch(), head.position().sequence() + 1);
        return head.standing() != Standing.HANDED_OVER && journal.sequence(connection, realm.realmId(), next)
                ? next
                : head.position();
    }

    /**
     * The tables to read for each changed resource. During the first copy only those that the copy has reached: what comes
     * later is read when the copy gets there, and must not come before what it refers to.
     */
    private Map<OwnedTable, List<String>> wanted(List<Change> changes, int reached, boolean over) {
        Map<Kind, List<String>> ids = OlderCopy.ids(changes);
        Map<OwnedTable, List<String>> wanted = new LinkedHashMap<>();
        for (CopyStage stage : stages.subList(0, reached + 1)) {
            for (OwnedTable table : stage.tables(over)) {
                List<String> changed = ids.get(table.kind());
                if (changed != null) {
                    wanted.put(table, new ArrayList<>(changed));
                }
            }
        }
        return wanted;
    }

    /**
     * Fills a chunk from a cursor on, and returns the cursor after it. Data keys go before all else: what comes after them may have to
     * wait in the secondary's database, sealed with them.
     */
    private String fill(CopyChunk chunk, Connection connection, String realmId, CopyCursor from) throws SQLException {
        CopyCursor cursor = from;
        while (cursor.stage() < stages.size() && chunk.room() > 0) {
            CopyStage stage = stages.get(cursor.stage());
            int room = chunk.room();
            List<String> ids = nextIds(connection, realmId, stage, cursor.lastId(), room);
            chunk.add(cursor.stage(), stage.tables(cursor.over()), ids, isCounted(stage));
            cursor = ids.size() == room
                    ? cursor.to(cursor.stage(), ids.get(room - 1))
                    : cursor.to(cursor.stage() + 1, "");
            if (stage.owners().kind() == Kind.DATA_KEY && !ids.isEmpty()) {
                break;
            }
        }
        return cursor.stage() == stages.size() ? Batch.COPY_DONE : cursor.toString();
    }

    private List<String> nextIds(Connection connection, String realmId, CopyStage stage, String lastId, int most)
            throws SQLException {
        OwnedTable owners = stage.owners();
        String sql = selects.nextOwners(owners);
        return Sql.list(connection, sql, row -> row.getString(1), realmId, lastId, most);
    }

    /** Whether a stage's resources count as copied: each resource counts once, in the stage of its root. */
    private boolean isCounted(CopyStage stage) {
        OwnedTable root = catalogue.ownership().root(stage.owners().kind());
        return stage.tables().contains(root);
    }

    /** How many resources a realm has, for the progress of a first copy. */
    public long countResources(String realmId) {
        return connections.transaction(connection -> {
            long count = 0;
            for (CopyStage stage : stages) {
                if (isCounted(stage)) {
                    count += Sql.first(connection, selects.countOwners(stage.owners()), row -> row.getLong(1), realmId)
                            .orElse(0L);
                }
            }
            return count;
        });
    }
}
