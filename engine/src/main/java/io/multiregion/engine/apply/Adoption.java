package io.multiregion.engine.apply;

import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.apply.rows.RowApplier;
import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.journal.gate.Awake;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RoleRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes what other regions have written into this primary, as changes of its own: journalled, and shipped to all. */
public final class Adoption {

    private final Copies copies;
    private final RowApplier rows;
    private final Journal journal;
    private final Awake awake;
    private final Clock clock;

    public Adoption(Copies copies, RowApplier rows, Journal journal, Awake awake, Clock clock) {
        this.copies = copies;
        this.rows = rows;
        this.journal = journal;
        this.awake = awake;
        this.clock = clock;
    }

    /**
     * Makes resources what another region had, whatever is here.
     *
     * @return false if this region may not write the realm; nothing was written then
     */
    public boolean reapply(String realmId, List<Batch> resources) {
        return copies.held(transaction -> {
            Connection connection = transaction.connection();
            RealmState realm = RoleRows.lock(connection, realmId).orElseThrow();
            if (!realm.isPrimary() || realm.isReadOnly()) {
                return false;
            }
            Applied applied = rows.apply(connection, realmId, resources);
            for (Batch resource : resources) {
                EndedSessions.replace(connection, realmId, resource.changes(), clock.millis());
            }
            note(transaction, realm, applied);
            return true;
        });
    }

    /**
     * Merges what a secondary has written into what is here. Said again, it changes nothing. Writers of the realm do not wait for it.
     *
     * @param realm as it stood when the secondary's message was let in
     * @param from the secondary's region
     * @return false if this region may not write the realm; nothing was written then
     */
    public boolean merge(RealmState realm, String from, Batch returned) {
        String realmId = realm.realmId();
        return copies.held(transaction -> {
            Connection connection = transaction.connection();
            if (!awake.isAwake() || !RoleRows.admitsWrites(connection, realmId, realm.epoch())) {
                return false;
            }
            for (BegunSession begun : BegunSession.all(returned)) {
                EndedSessions.begun(connection, realmId, begun.session(), begun.offline(), begun.at());
            }
            Batch spoken = OwnCounts.in(connection, realmId, from, returned, clock.millis());
            Applied applied =
                    rows.merge(connection, realmId, from, List.of(spoken), ended(connection, realmId, returned));
            EndedSessions.add(connection, realmId, ends(returned), clock.millis());
            note(transaction, realm, applied);
            return true;
        });
    }

    private void note(Copies.Transaction transaction, RealmState realm, Applied applied) throws SQLException {
        Revocations.of(transaction, applied.revoked(), clock.instant());
        journal.append(transaction.connection(), realm.realmId(), realm.epoch(), applied.touched(), clock.millis());
        transaction.evictAfterCommit(realm, applied);
    }

    private static Map<String, Set<String>> ended(Connection connection, String realmId, Batch returned)
            throws SQLException {
        Set<ResourceKey> sessions = returned.changes().stream()
                .map(Change::resource)
                .filter(resource -> resource.kind() == Kind.SESSION)
                .collect(Collectors.toSet());
        return EndedSessions.of(connection, realmId, sessions);
    }

    private static List<Change> ends(Batch returned) {
        return returned.changes().stream()
                .filter(change -> !change.ended().isEmpty())
                .toList();
    }
}
