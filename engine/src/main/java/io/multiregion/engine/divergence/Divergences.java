package io.multiregion.engine.divergence;

import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.Diverged;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.records.EndedSessions;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Records divergences where they arise and carries them to the new primary. Methods work in the caller's transaction.
 *
 * <p>Sessions that began in the deposed region stay there, as they do on any secondary, and are no divergence, nor is one that expired; one that
 * somebody has ended there is.
 */
public final class Divergences {

    /** How many travel in one answer. */
    private static final int PAGE = 100;

    private static final List<String> NAMES = List.of("USERNAME", "CLIENT_ID", "PROVIDER_ALIAS", "ALIAS", "NAME");

    private final String region;
    private final Journal journal;
    private final ResourceRows resources;

    /** @param region this region's name */
    public Divergences(String region, Journal journal, ResourceRows resources) {
        this.region = region;
        this.journal = journal;
        this.resources = resources;
    }

    /**
     * Records what this region has past a sequence, and returns how many resources differ. It has them in its rows until the new primary
     * ships its own: if it takes the role back before, all others are to get them.
     */
    public int record(Connection connection, RealmState realm, long sequence) throws SQLException {
        int recorded = 0;
        List<Change> beyond = journal.beyond(connection, realm.realmId(), sequence);
        for (Change change : EndedSessions.told(connection, realm.realmId(), beyond)) {
            Batch rows = rows(connection, realm.realmId(), change);
            if (change.resource().kind() == Kind.SESSION && (change.ended().isEmpty() || ResourceRows.isThere(rows))) {
                continue;
            }
            DivergenceRows.add(
                    connection,
                    realm.realmId(),
                    new Diverged(
                            id(realm.realmId(), change),
                            region,
                            realm.epoch(),
                            change.resource().kind().name(),
                            change.resource().id(),
                            name(rows),
                            who(connection, realm.realmId(), change.resource()),
                            change.committedAt(),
                            ResourceRows.bytes(rows)));
            recorded++;
        }
        journal.takeBack(connection, realm.realmId(), sequence);
        return recorded;
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

    /** What people call it: its root row says so. */
    private static Optional<String> name(Batch resource) {
        if (resource.sections().isEmpty()) {
            return Optional.empty();
        }
        Section root = resource.sections().get(0);
        return NAMES.stream()
                .mapToInt(root.columns()::indexOf)
                .filter(index -> index >= 0 && !root.rows().isEmpty())
                .mapToObj(index -> (String) root.rows().get(0)[index])
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Optional<String> who(Connection connection, String realmId, ResourceKey resource)
            throws SQLException {
        return Sql.first(
                        connection,
                        "select AUTH_USER_ID from ADMIN_EVENT_ENTITY where REALM_ID = ? and RESOURCE_PATH like ?"
                                + " order by ADMIN_EVENT_TIME desc",
                        row -> Optional.ofNullable(row.getString(1)),
                        realmId,
                        "%/" + resource.id() + "%")
                .flatMap(who -> who);
    }

    /** On a secondary: drops what the primary has taken, and returns the next page. */
    public List<Diverged> next(Connection connection, String realmId, List<String> taken) throws SQLException {
        for (String id : taken) {
            DivergenceRows.remove(connection, realmId, id);
        }
        return DivergenceRows.undelivered(connection, realmId, PAGE);
    }

    /** On a primary: keeps them, and has their resources shipped to all replicas, so that all hold what this region has. */
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
                        name(resources.read(connection, realmId, new Change(resource, diverged.committedAt()))),
                        diverged.who(),
                        diverged.committedAt(),
                        diverged.rows());
    }
}
