package io.multiregion.engine.cut;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.ForeignResources;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.CopyStep;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes cuts. Promise B: sequences are given, entries and rows are read in one snapshot, so what a cut carries is what was
 * committed at one instant.
 */
public final class Cutter {

    private static final Logger LOG = Logger.getLogger(Cutter.class);

    /** How many resources a chunk of the first copy has at most: some megabytes of users, well under a second on either side. */
    public static final int CHUNK = 2000;

    private final Connections connections;
    private final Dialect dialect;
    private final Catalogue catalogue;
    private final Selects selects;
    private final ForeignResources foreigners;
    private final Journal journal;
    private final OlderCopy olderCopy;
    private final CopyStages stages;
    private final Snapshots snapshots;
    private final int most;

    /** @param most how many resources a chunk of a copy has at most */
    public Cutter(
            Connections connections, Dialect dialect, Catalogue catalogue, Journal journal, Clock clock, int most) {
        this.connections = connections;
        this.dialect = dialect;
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
        this.foreigners = catalogue.foreign();
        this.journal = journal;
        this.olderCopy = new OlderCopy(connections, catalogue, clock);
        this.stages = new CopyStages(catalogue);
        this.snapshots = new Snapshots(connections, journal, clock);
        this.most = most;
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
     */
    public Cut cut(
            RealmState realm,
            Position acknowledged,
            String copyCursor,
            long floor,
            Set<Kind> kinds,
            Snapshots.LeaseCheck lease,
            Cut.Parts parts) {
        return snapshots.at(
                realm,
                lease,
                (connection, position, takenAt) -> cutIn(
                        connection,
                        realm,
                        new Since(acknowledged, copyCursor, floor, takenAt, kinds),
                        position,
                        parts));
    }

    /** The cut, inside a snapshot that stands for {@code position}. */
    public Cut cutIn(Connection connection, RealmState realm, Since since, Position position, Cut.Parts parts)
            throws SQLException {
        boolean copying = !since.copyCursor().equals(Batch.COPY_DONE);
        List<Change> entries = journal
                .after(connection, realm.realmId(), since.acknowledged().sequence())
                .stream()
                .filter(change -> since.kinds().contains(change.resource().kind()))
                .toList();
        if (!copying && entries.isEmpty()) {
            return new Cut(position, since.takenAt(), null, 0, null, 0, 0, 0, 0);
        }
        List<Change> changes = EndedSessions.told(connection, realm.realmId(), ofRealm(connection, realm, entries));
        CopyChunk chunk = new CopyChunk(most);
        String copyTo = copying
                ? stages.fill(chunk, connection, realm.realmId(), CopyCursor.parse(since.copyCursor()), since.kinds())
                : null;
        PartStream stream = new PartStream(
                connection,
                dialect,
                selects,
                head(since, copying, copyTo),
                (part, payload) -> parts.ship(position, part, payload));
        stream.changes(changes);
        Map<OwnedTable, List<String>> wanted =
                wanted(connection, realm, since, changes, copying ? chunk.reached() : stages.last());
        add(wanted, chunk.owners());
        sections(stream, wanted);
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

    private static Batch head(Since since, boolean copying, String copyTo) {
        return new Batch(
                UUID.randomUUID().toString(),
                since.takenAt(),
                since.floor(),
                copying ? Optional.of(new CopyStep(since.copyCursor(), copyTo)) : Optional.empty(),
                List.of(),
                List.of());
    }

    private Map<OwnedTable, List<String>> wanted(
            Connection connection, RealmState realm, Since since, List<Change> changes, int reached)
            throws SQLException {
        boolean over = Batch.isOver(since.copyCursor());
        Map<OwnedTable, List<String>> wanted = stages.wanted(changes, reached, over);
        if (over) {
            add(wanted, olderCopy.gone(connection, realm.realmId(), changes));
        }
        return wanted;
    }

    private void sections(PartStream stream, Map<OwnedTable, List<String>> wanted) throws SQLException {
        for (OwnedTable table : catalogue.parentsFirst()) {
            List<String> owners = wanted.getOrDefault(table, List.of());
            if (!owners.isEmpty()) {
                stream.section(table, owners.stream().distinct().toList());
            }
        }
    }

    private static void add(Map<OwnedTable, List<String>> wanted, Map<OwnedTable, List<String>> more) {
        more.forEach((table, owners) ->
                wanted.computeIfAbsent(table, t -> new ArrayList<>()).addAll(owners));
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

    /** How many resources of some kinds a realm has, for the progress of a first copy. */
    public long countResources(String realmId, Set<Kind> kinds) {
        return connections.transaction(connection -> stages.count(connection, realmId, kinds));
    }
}
