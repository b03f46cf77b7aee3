package io.multiregion.engine.cut;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.ForeignResources;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.catalogue.search.FilledTables;
import io.multiregion.engine.cut.copy.CopyChunk;
import io.multiregion.engine.cut.copy.CopyStages;
import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.CopyStep;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Reads the rows of what a cut takes in, and writes them into its parts. */
final class CutWriter {

    private static final Logger LOG = Logger.getLogger(CutWriter.class);

    /**
     * What a cut takes in.
     *
     * @param changes journal entries: of these, the stages up to {@code reached} are read
     * @param chunk resources of a copy
     * @param copyTo the copy cursor after it; null outside a copy
     * @param copied how many resources it adds to the copy
     */
    record Due(List<Change> changes, int reached, CopyChunk chunk, String copyTo, long copied) {}

    private final Catalogue catalogue;
    private final Selects selects;
    private final ForeignResources foreigners;
    private final CopyStages stages;
    private final OlderCopy olderCopy;
    private final int partBytes;

    CutWriter(Catalogue catalogue, CopyStages stages, OlderCopy olderCopy, int partBytes) {
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
        this.foreigners = catalogue.foreign();
        this.stages = stages;
        this.olderCopy = olderCopy;
        this.partBytes = partBytes;
    }

    /**
     * The cut.
     *
     * @param most how many parts it may have
     * @throws FarBehindException if it needs more
     */
    Cut write(Connection connection, RealmState realm, Cutter.Since since, Position position, Due due, int most)
            throws SQLException {
        List<Change> changes =
                EndedSessions.told(connection, realm.realmId(), ofRealm(connection, realm, due.changes()));
        Batch head = head(since, due.copyTo());
        PartStream stream = new PartStream(connection, selects, head, partBytes, most);
        stream.changes(changes);
        Map<OwnedTable, List<String>> wanted =
                wanted(connection, realm, changes, due.reached(), head.isOver() || head.isLate());
        add(wanted, due.chunk().owners());
        sections(stream, wanted, new FilledTables(selects).of(connection, wanted, ids -> ids));
        return new Cut(
                position,
                since.takenAt(),
                stream.finish(),
                due.copyTo(),
                changes.size() + due.chunk().size(),
                due.copied(),
                stream.rows(),
                changes.stream().mapToLong(Change::committedAt).min().orElse(0));
    }

    private static Batch head(Cutter.Since since, String copyTo) {
        return new Batch(
                UUID.randomUUID().toString(),
                since.takenAt(),
                since.floor(),
                Optional.ofNullable(copyTo).map(to -> new CopyStep(since.copyCursor(), to)),
                List.of(),
                List.of());
    }

    private Map<OwnedTable, List<String>> wanted(
            Connection connection, RealmState realm, List<Change> changes, int reached, boolean over)
            throws SQLException {
        Map<OwnedTable, List<String>> wanted = stages.wanted(changes, reached, over);
        if (over) {
            add(wanted, olderCopy.gone(connection, realm.realmId(), changes));
        }
        return wanted;
    }

    private void sections(PartStream stream, Map<OwnedTable, List<String>> wanted, Set<OwnedTable> filled)
            throws SQLException {
        for (OwnedTable table : catalogue.parentsFirst()) {
            List<String> owners =
                    wanted.getOrDefault(table, List.of()).stream().distinct().toList();
            if (filled.contains(table) && !owners.isEmpty()) {
                stream.section(table, owners);
            } else if (!owners.isEmpty()) {
                stream.emptySection(table, owners);
            }
        }
    }

    private static void add(Map<OwnedTable, List<String>> wanted, Map<OwnedTable, List<String>> more) {
        more.forEach((table, owners) ->
                wanted.computeIfAbsent(table, t -> new ArrayList<>()).addAll(owners));
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
}
