package io.multiregion.engine.divergence;

import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.Diverged;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Records divergences where they arise and carries them to the new primary, so many bytes at a time. */
public final class Divergences {

    /** How many travel in one answer. */
    private static final int PAGE = 100;

    /** How many bytes of rows travel in one answer: as text, and sealed, that is well below the limit of a message. */
    private static final int BYTES = 4 << 20;

    /** How many steps are taken before an answer says that there is more. */
    private static final int STEPS = 10;

    /** What comes next. */
    public record Page(List<Diverged> diverged, boolean more) {}

    private final Journal journal;
    private final ResourceRows resources;
    private final Recording recording;

    /** @param region this region's name */
    public Divergences(String region, Journal journal, ResourceRows resources) {
        this.journal = journal;
        this.resources = resources;
        this.recording = new Recording(region, journal, resources, BYTES);
    }

    /**
     * In the transaction in which this region comes to follow another one: what it has past a sequence is to be recorded. It has that in
     * its journal and in its rows until the new primary ships its own: if it takes the role back before, all others are to get it.
     */
    public void depose(Connection connection, RealmState realm, long sequence) throws SQLException {
        recording.begin(connection, realm, sequence);
    }

    /** On a secondary: drops what the primary has taken, and returns what comes next. Has transactions of its own, all of them short. */
    public Page next(Connections connections, String realmId, List<String> taken) {
        connections.run(connection -> {
            for (String id : taken) {
                DivergenceRows.remove(connection, realmId, id);
            }
        });
        for (int i = 0; i < STEPS; i++) {
            List<Diverged> page =
                    connections.transaction(connection -> DivergenceRows.undelivered(connection, realmId, PAGE, BYTES));
            if (!page.isEmpty()) {
                return new Page(page, true);
            }
            if (!connections.transaction(connection -> recording.step(connection, realmId))) {
                return new Page(List.of(), false);
            }
        }
        return new Page(List.of(), true);
    }

    /** On a primary, in the caller's transaction: keeps them, and has their resources shipped, so that all hold what this region has. */
    public void take(Connection connection, RealmState realm, List<Diverged> page, long now) throws SQLException {
        List<ResourceKey> resources = new ArrayList<>();
        for (Diverged diverged : page) {
            ResourceKey resource = new ResourceKey(Kind.valueOf(diverged.kind()), diverged.resourceId());
            DivergenceRows.add(connection, realm.realmId(), named(connection, realm.realmId(), diverged, resource));
            resources.add(resource);
        }
        journal.append(connection, realm.realmId(), realm.epoch(), resources, now);
    }

    /** A resource that was deleted there has the name that it has here. */
    private Diverged named(Connection connection, String realmId, Diverged diverged, ResourceKey resource)
            throws SQLException {
        return diverged.name().isPresent()
                ? diverged
                : new Diverged(
                        diverged.id(),
                        diverged.region(),
                        diverged.epoch(),
                        diverged.kind(),
                        diverged.resourceId(),
                        ResourceName.of(
                                resources.read(connection, realmId, new Change(resource, diverged.committedAt()))),
                        diverged.who(),
                        diverged.committedAt(),
                        diverged.rows());
    }
}
