package io.multiregion.engine.cut;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.cut.copy.CopyChunk;
import io.multiregion.engine.cut.copy.CopyCursor;
import io.multiregion.engine.cut.copy.CopyStages;
import io.multiregion.engine.cut.copy.LateCursor;
import io.multiregion.engine.cut.copy.LatePages;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Arrears;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes cuts. Promise B: sequences are given, entries and rows are read in one snapshot, so what a cut carries is what was
 * committed at one instant.
 */
public final class Cutter {

    private static final Logger LOG = Logger.getLogger(Cutter.class);

    private final Connections connections;
    private final Journal journal;
    private final OlderCopy olderCopy;
    private final CopyStages stages;
    private final Snapshots snapshots;
    private final LatePages latePages;
    private final CutWriter writer;
    private final CutBounds bounds;

    public Cutter(Connections connections, Catalogue catalogue, Journal journal, Clock clock, CutBounds bounds) {
        this.connections = connections;
        this.journal = journal;
        this.olderCopy = new OlderCopy(connections, catalogue, clock);
        this.stages = new CopyStages(catalogue);
        this.snapshots = new Snapshots(connections, journal, clock);
        this.latePages = new LatePages(stages);
        this.writer = new CutWriter(catalogue, stages, olderCopy, bounds.partBytes());
        this.bounds = bounds;
    }

    /**
     * What a replica has already.
     *
     * @param acknowledged the last position it confirmed
     * @param copyCursor its copy cursor; {@link Batch#COPY_DONE} once the first copy is done
     * @param floor what all replicas have acknowledged
     * @param takenAt the instant as of which the snapshot holds all that was committed, in milliseconds since 1970
     * @param kinds the kinds of resources that it gets; of all others it has nothing, and lacks nothing
     */
    public record Since(Position acknowledged, String copyCursor, long floor, long takenAt, Set<Kind> kinds) {}

    /**
     * Cuts what a replica lacks: the changes past its position, and, during its first copy, the next chunk of that: a small realm is one.
     * It is in memory when this returns, and the snapshot is over.
     *
     * @throws FarBehindException if a replica whose copy is whole lacks more than goes into one cut
     */
    public Cut cut(
            RealmState realm,
            Position acknowledged,
            String copyCursor,
            long floor,
            Set<Kind> kinds,
            Snapshots.LeaseCheck lease) {
        return snapshots.at(
                realm,
                lease,
                (connection, position, takenAt) ->
                        cutIn(connection, realm, new Since(acknowledged, copyCursor, floor, takenAt, kinds), position));
    }

    /**
     * The cut, inside a snapshot that stands for {@code position}.
     *
     * @throws FarBehindException if a replica whose copy is whole lacks more than goes into one cut
     */
    public Cut cutIn(Connection connection, RealmState realm, Since since, Position position) throws SQLException {
        if (since.copyCursor().equals(Batch.COPY_DONE)) {
            return changesIn(connection, realm, since, position);
        }
        Optional<LateCursor> late = late(connection, realm, since);
        for (int size = bounds.chunk(); ; size /= 2) {
            int parts = size == 1 ? Integer.MAX_VALUE : bounds.parts();
            try {
                CutWriter.Due due = late.isPresent()
                        ? page(connection, realm, since, late.get(), size)
                        : chunk(connection, realm, since, size);
                return writer.write(connection, realm, since, position, due, parts);
            } catch (FarBehindException e) {
                LOG.debugf("realm %s: %d resources are too large for one cut", realm.realmName(), size);
            }
        }
    }

    /** Where a replica stands that catches up page by page: a copy to which too much has changed since its last chunk does so as well. */
    private Optional<LateCursor> late(Connection connection, RealmState realm, Since since) throws SQLException {
        Optional<LateCursor> late = LateCursor.parse(since.copyCursor());
        long acknowledged = since.acknowledged().sequence();
        return late.isEmpty() && Arrears.isMore(connection, realm.realmId(), acknowledged, bounds.changes())
                ? Optional.of(LateCursor.begin(acknowledged, since.copyCursor()))
                : late;
    }

    private Cut changesIn(Connection connection, RealmState realm, Since since, Position position) throws SQLException {
        long acknowledged = since.acknowledged().sequence();
        List<Change> entries = wanted(
                since,
                Arrears.after(connection, realm.realmId(), acknowledged, bounds.changes())
                        .orElseThrow(FarBehindException::new));
        if (entries.isEmpty()) {
            return Cut.nothing(position, since.takenAt());
        }
        CutWriter.Due due = new CutWriter.Due(entries, stages.last(), new CopyChunk(0), null, 0);
        return writer.write(connection, realm, since, position, due, bounds.parts());
    }

    private CutWriter.Due chunk(Connection connection, RealmState realm, Since since, int size) throws SQLException {
        CopyChunk chunk = new CopyChunk(size);
        CopyCursor from = CopyCursor.parse(since.copyCursor());
        String copyTo = stages.fill(chunk, connection, realm.realmId(), from, since.kinds());
        return new CutWriter.Due(entries(connection, realm, since), chunk.reached(), chunk, copyTo, chunk.copied());
    }

    private CutWriter.Due page(Connection connection, RealmState realm, Since since, LateCursor from, int size)
            throws SQLException {
        LatePages.Page page =
                latePages.next(connection, realm.realmId(), since.acknowledged().sequence(), since.kinds(), from, size);
        return new CutWriter.Due(page.changes(), page.reached(), new CopyChunk(0), page.to(), page.paged());
    }

    private List<Change> entries(Connection connection, RealmState realm, Since since) throws SQLException {
        return wanted(
                since,
                journal.after(connection, realm.realmId(), since.acknowledged().sequence()));
    }

    private static List<Change> wanted(Since since, List<Change> entries) {
        return entries.stream()
                .filter(change -> since.kinds().contains(change.resource().kind()))
                .toList();
    }

    /** See {@link Snapshots#sequenced}. */
    public Optional<Position> sequenced(RealmState realm, Duration patience) {
        return snapshots.sequenced(realm, patience);
    }

    /** What a secondary may have of an older copy. */
    public OlderCopy olderCopy() {
        return olderCopy;
    }

    /** How many resources of some kinds a realm has, for the progress of a first copy. */
    public long countResources(String realmId, Set<Kind> kinds) {
        return connections.transaction(connection -> stages.count(connection, realmId, kinds));
    }

    /** How many resources a replica lacks that has confirmed a sequence, for the progress of its catching up. */
    public long countChanges(String realmId, long sequence) {
        return connections.transaction(
                connection -> journal.backlog(connection, realmId, sequence).entries());
    }
}
