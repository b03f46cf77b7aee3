package io.multiregion.engine.divergence;

import io.multiregion.engine.back.Returns;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.Diverged;
import io.multiregion.engine.records.DeposedRows;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.RealmState;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Records what a deposed primary had and its successor never got, step by step while the successor asks for it: each step is a transaction
 * of its own, so many resources and bytes at most, and holds no lock of the realm. Until the last one this region applies nothing that its
 * successor ships, so the rows are what they were, and the journal still has them: a step that is lost is taken again.
 *
 * <p>Sessions and revocations are no divergence: what a secondary has of them travels back to the primary by itself.
 */
final class Recording {

    private static final Logger LOG = Logger.getLogger(Recording.class);

    /** How many resources a step looks at. */
    private static final int MOST = 100;

    private final String region;
    private final Journal journal;
    private final ResourceRows resources;
    private final int mostBytes;

    /** @param mostBytes a step ends once it has recorded so many, and of a resource with more no rows are kept */
    Recording(String region, Journal journal, ResourceRows resources, int mostBytes) {
        this.region = region;
        this.journal = journal;
        this.resources = resources;
        this.mostBytes = mostBytes;
    }

    /** In the transaction in which this region comes to follow another one: the positions past a sequence are that one's. */
    void begin(Connection connection, RealmState realm, long sequence) throws SQLException {
        if (!journal.isLevel(connection, realm.realmId(), sequence)) {
            DeposedRows.begin(connection, realm.realmId(), realm.epoch());
            journal.takeBack(connection, realm.realmId(), sequence);
        }
    }

    /** Takes one step in the caller's transaction; false if nothing is left to record. */
    boolean step(Connection connection, String realmId) throws SQLException {
        Optional<DeposedRows.Recorded> recorded = DeposedRows.lock(connection, realmId);
        if (recorded.isEmpty()) {
            return false;
        }
        DeposedRows.Recorded at = recorded.get();
        List<Change> changes = journal.takenBack(connection, realmId, at.resourceId(), at.kind(), MOST);
        if (changes.isEmpty()) {
            DeposedRows.forget(connection, realmId);
            return false;
        }
        Authors authors = authors(connection, realmId, changes);
        int size = 0;
        for (Change change : changes) {
            size += change.resource().kind().twoWay()
                    ? giveBack(connection, realmId, change)
                    : record(connection, realmId, at.epoch(), change, authors);
            DeposedRows.advance(
                    connection,
                    realmId,
                    change.resource().id(),
                    change.resource().kind().name());
            if (size >= mostBytes) {
                break;
            }
        }
        return true;
    }

    private static Authors authors(Connection connection, String realmId, List<Change> changes) throws SQLException {
        return Authors.of(
                connection,
                realmId,
                changes.stream().map(change -> change.resource().id()).collect(Collectors.toSet()),
                changes.stream().mapToLong(Change::committedAt).min().orElse(0));
    }

    /** Returns how many bytes it has. */
    private int record(Connection connection, String realmId, long epoch, Change change, Authors authors)
            throws SQLException {
        Batch rows = rows(connection, realmId, change);
        byte[] kept = ResourceRows.bytes(rows);
        if (kept.length > mostBytes) {
            LOG.warnf(
                    "realm %s: %s diverged and has %d bytes, too many to be kept: that it was there is all that is recorded;"
                            + " export it here before the new primary's rows take its place",
                    realmId, change.resource(), kept.length);
            kept = ResourceRows.bytes(ResourceRows.none(change));
        }
        DivergenceRows.add(
                connection,
                realmId,
                new Diverged(
                        id(realmId, change),
                        region,
                        epoch,
                        change.resource().kind().name(),
                        change.resource().id(),
                        ResourceName.of(rows),
                        authors.of(change.resource().id()),
                        change.committedAt(),
                        kept));
        return kept.length;
    }

    /** What every secondary writes as well travels back as theirs does: nobody has to decide about it. */
    private static int giveBack(Connection connection, String realmId, Change change) throws SQLException {
        Returns.note(connection, realmId, List.of(change.resource()), change.committedAt());
        return 0;
    }

    /** The same for the same write, which may be met again before the new primary has shipped its own. */
    private String id(String realmId, Change change) {
        String write = String.join(
                "/",
                realmId,
                region,
                change.resource().kind().name(),
                change.resource().id(),
                String.valueOf(change.committedAt()));
        return UUID.nameUUIDFromBytes(write.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** A data key is not kept in the clear: that it was there is all that is recorded. */
    private Batch rows(Connection connection, String realmId, Change change) throws SQLException {
        return change.resource().kind() == Kind.DATA_KEY
                ? ResourceRows.none(change)
                : resources.read(connection, realmId, change);
    }
}
