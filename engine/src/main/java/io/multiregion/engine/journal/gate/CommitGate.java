package io.multiregion.engine.journal.gate;

import io.multiregion.engine.back.Returns;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.lockout.FailedSignInRows;
import io.multiregion.engine.records.DataKeyRows;
import io.multiregion.engine.records.Progress;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReadOnly;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.ModelRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.withdrawn.WithdrawnConsents;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The last step before a commit: decides, by the role that this region holds at that very moment, whether the transaction's
 * changes are journalled (promise A), are nobody's business, or are refused (promise D).
 *
 * <p>The shared lock on the realm's row, held until the commit, makes a change of role wait for the writers that have passed,
 * and makes those who come later see the new role.
 */
public final class CommitGate implements Gate {

    private static final String REPLICATED = "the realm is replicated: delete its replicas first";

    /** The realms of which a transaction that may commit has left something to ship: to replicas, or back to the primary. */
    public record Passed(Set<String> journalledRealms) {}

    private record Fence(Role role, long epoch, Standing standing, String realmName, String primaryUrl) {

        boolean admitsWrites() {
            return role == Role.PRIMARY && standing.admitsWrites();
        }
    }

    private final Dialect dialect;
    private final Ownership ownership;
    private final ChangedRealms realms;
    private final Journal journal;
    private final Clock clock;
    private final Committed committed;
    private final Awake awake;

    /**
     * @param committed told the id of a realm whose journal has a new entry
     */
    public CommitGate(
            Dialect dialect,
            Ownership ownership,
            Selects selects,
            Journal journal,
            Clock clock,
            Committed committed,
            Awake awake) {
        this.dialect = dialect;
        this.ownership = ownership;
        this.realms = new ChangedRealms(ownership, selects);
        this.journal = journal;
        this.clock = clock;
        this.committed = committed;
        this.awake = awake;
    }

    @Override
    public void committed(String realmId) {
        committed.committed(realmId);
    }

    /**
     * @throws WriteRefusedException if a realm is read-only here, or replicated and removed, or if it can't be found out of which realm a
     *     change is: the caller's transaction rolls back
     */
    @Override
    public Passed pass(Connection connection, Changes changes) throws SQLException {
        Map<String, List<ResourceKey>> byRealm = realms.of(connection, changes);
        Set<String> journalled = new HashSet<>();
        for (Map.Entry<String, List<ResourceKey>> realm : byRealm.entrySet()) {
            if (realmIsGone(connection, realm.getKey(), changes)) {
                continue;
            }
            Fence fence = fence(connection, realm.getKey());
            switch (fence.role()) {
                case STANDALONE -> {}
                case PRIMARY -> {
                    if (!changes.migrating() && (!fence.admitsWrites() || !awake.isAwake())) {
                        refuseUnlessBack(fence, realm.getValue(), changes);
                    }
                    journal.append(connection, realm.getKey(), fence.epoch(), realm.getValue(), clock.millis());
                    note(connection, realm.getKey(), realm.getValue(), changes);
                    journalled.add(realm.getKey());
                }
                case SECONDARY -> {
                    if (!changes.migrating()) {
                        refuseUnlessBack(fence, realm.getValue(), changes);
                    }
                    if (!changes.migrating()) {
                        Returns.note(connection, realm.getKey(), realm.getValue(), clock.millis());
                        journalled.add(realm.getKey());
                    }
                    note(connection, realm.getKey(), realm.getValue(), changes);
                }
            }
        }
        return new Passed(journalled);
    }

    /** What has ended of sessions stands beside the journal, for other regions must not take what has expired for it. */
    private void note(Connection connection, String realmId, List<ResourceKey> resources, Changes changes)
            throws SQLException {
        Map<String, Set<String>> ended = new TreeMap<>();
        Map<String, Set<String>> begun = new TreeMap<>();
        for (ResourceKey resource : resources) {
            if (resource.kind() == Kind.SESSION) {
                ended.put(resource.id(), changes.marks().get(resource).ended());
                begun.put(resource.id(), changes.marks().get(resource).begun());
            }
        }
        EndedSessions.note(connection, realmId, ended, begun, clock.millis());
    }

    /**
     * A realm that this transaction removes takes its row along; one that has replicas can't be removed, though the same transaction makes
     * another one of its id, as an import does that overrides what is there.
     */
    private static boolean realmIsGone(Connection connection, String realmId, Changes changes) throws SQLException {
        if (!changes.marks().containsKey(new ResourceKey(Kind.REALM, realmId))) {
            return false;
        }
        if (Sql.first(connection, "select 1 from REALM where ID = ?", row -> 1, realmId)
                .isPresent()) {
            if (changes.isRemoved(realmId)
                    && RealmRows.of(connection, realmId)
                            .filter(RealmState::isPrimary)
                            .isPresent()) {
                throw new WriteRefusedException(REPLICATED);
            }
            return false;
        }
        if (!RealmRows.forgetStandalone(connection, realmId)) {
            throw new WriteRefusedException(REPLICATED);
        }
        DataKeyRows.forget(connection, realmId);
        Progress.forget(connection, realmId);
        ModelRows.forget(connection, realmId);
        EndedSessions.forget(connection, realmId);
        FailedSignInRows.forget(connection, realmId);
        WithdrawnConsents.forget(connection, realmId);
        return true;
    }

    private Fence fence(Connection connection, String realmId) throws SQLException {
        Optional<Fence> fence = Sql.first(
                connection,
                dialect.lockForRead(
                        "select ROLE, EPOCH, STANDING, REALM_NAME, PRIMARY_URL from MR_REALM where REALM_ID = ?"),
                row -> new Fence(
                        Role.valueOf(row.getString(1)),
                        row.getLong(2),
                        Standing.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5)),
                realmId);
        if (fence.isEmpty()) {
            RealmRows.enrol(connection, realmId);
            return new Fence(Role.STANDALONE, 0, Standing.CONFIRMED, null, null);
        }
        return fence.get();
    }

    private void refuseUnlessBack(Fence fence, List<ResourceKey> resources, Changes changes) {
        for (ResourceKey resource : resources) {
            if (!changes.marks().get(resource).tables().stream().allMatch(ownership::isBack)) {
                throw new WriteRefusedException(new ReadOnly(
                        ReadOnly.Cause.of(fence.role(), fence.standing()),
                        fence.realmName(),
                        URI.create(fence.primaryUrl())));
            }
        }
    }
}
