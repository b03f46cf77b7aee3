package io.multiregion.replication.hibernate;

import io.multiregion.engine.journal.gate.Changes;
import io.multiregion.engine.journal.gate.CommitGate;
import io.multiregion.engine.journal.gate.Gate;
import io.multiregion.engine.journal.gate.Owner;
import io.multiregion.engine.journal.gate.WriteRefusedException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks;
import org.keycloak.models.ModelException;

/**
 * Collects what each transaction changes, and hands it to the {@link Gate} just before the commit.
 *
 * <p>The two hooks of Hibernate that see changes, {@link ChangeListener} for entities and {@link BulkStatement} for bulk
 * statements, both end here.
 */
public final class Capture {

    private final Gate gate;
    private final Tripwire tripwire;
    private final Map<SharedSessionContractImplementor, Changes> open =
            Collections.synchronizedMap(new WeakHashMap<>());
    private final ThreadLocal<Boolean> suspended = ThreadLocal.withInitial(() -> false);
    private final ThreadLocal<Boolean> expiring = ThreadLocal.withInitial(() -> false);
    private final ThreadLocal<Boolean> migrating = ThreadLocal.withInitial(() -> false);

    public Capture(Gate gate, Tripwire tripwire) {
        this.gate = gate;
        this.tripwire = tripwire;
    }

    void changed(SharedSessionContractImplementor session, String table, List<Owner> all) {
        note(session, table, all, (changes, owner) -> changes.add(owner, table));
    }

    /** Tells of an update that is about to be sent, and only moves a row on. */
    void moving(String table) {
        tripwire.moving(table);
    }

    /** Tells of a row that was only moved on, by the rule of its table: a secondary may do that. */
    void movedOn(SharedSessionContractImplementor session, String table, List<Owner> all) {
        note(session, table, all, Changes::movedOn);
    }

    private void note(
            SharedSessionContractImplementor session, String table, List<Owner> all, BiConsumer<Changes, Owner> note) {
        tripwire.accounted(table);
        List<Owner> owners = expiring.get()
                ? all.stream()
                        .filter(owner -> owner.resource().kind() != Kind.SESSION)
                        .toList()
                : all;
        if (owners.isEmpty() || suspended.get()) {
            return;
        }
        Changes changes = open.get(session);
        if (changes == null) {
            changes = begin(session);
        }
        for (Owner owner : owners) {
            note.accept(changes, owner);
        }
    }

    /**
     * Tells of rows that this extension changed by itself in a transaction of Keycloak's: they are journalled or refused like
     * all others.
     */
    public void changed(SharedSessionContractImplementor session, String table, ResourceKey resource, String realmId) {
        changed(session, table, List.of(new Owner(resource, realmId)));
    }

    /** Tells that a part of a session that was told as changed has ended. It ends in all regions, unless it has expired. */
    void ended(SharedSessionContractImplementor session, ResourceKey resource, String part) {
        noted(session, changes -> changes.ended(resource, part));
    }

    /** Tells that a part of a session that was told as changed has begun. */
    void begun(SharedSessionContractImplementor session, ResourceKey resource, String part) {
        noted(session, changes -> changes.begun(resource, part));
    }

    /** Tells of a statement whose rows lead to no realm, or of which there are none: nothing is journalled, and no alarm raised. */
    public void ofNoRealm(String table) {
        tripwire.accounted(table);
    }

    /** A realm's row was removed. Called after what has changed with it. */
    void removed(SharedSessionContractImplementor session, String realmId) {
        noted(session, changes -> changes.removed(realmId));
    }

    private void noted(SharedSessionContractImplementor session, Consumer<Changes> note) {
        Changes changes = open.get(session);
        if (changes != null && !suspended.get() && !expiring.get()) {
            note.accept(changes);
        }
    }

    private Changes begin(SharedSessionContractImplementor session) {
        Changes changes = new Changes(Owners.contextRealm(), migrating.get());
        open.put(session, changes);
        TransactionCompletionCallbacks callbacks = session.getTransactionCompletionCallbacks();
        callbacks.registerCallback((TransactionCompletionCallbacks.BeforeCompletionCallback) committing -> {
            open.remove(committing);
            CommitGate.Passed passed = SessionWork.in(committing, connection -> pass(connection, changes));
            if (!passed.journalledRealms().isEmpty()) {
                callbacks.registerCallback((TransactionCompletionCallbacks.AfterCompletionCallback) (success, done) -> {
                    if (success) {
                        passed.journalledRealms().forEach(gate::committed);
                    }
                });
            }
        });
        return changes;
    }

    /** In Keycloak's own terms: it knows read-only users, and model exceptions. */
    private CommitGate.Passed pass(Connection connection, Changes changes) throws SQLException {
        try {
            return gate.pass(connection, changes);
        } catch (WriteRefusedException e) {
            throw e.readOnly()
                    .<RuntimeException>map(ReadOnlyRegionException::new)
                    .orElseGet(() -> new ModelException(e.getMessage(), e));
        }
    }

    /**
     * Does work whose writes are this extension's own and stay in this region: they are neither journalled nor refused. Ends
     * with the call, so the work commits its own transaction.
     */
    public <T> T suspended(Supplier<T> work) {
        boolean before = suspended.get();
        suspended.set(true);
        try {
            return work.get();
        } finally {
            suspended.set(before);
        }
    }

    /**
     * Has sessions removed that have expired here. That is this region's own: other regions may have seen their users since. All else that
     * the work changes is captured.
     */
    public void expiring(Runnable removal) {
        boolean before = expiring.get();
        expiring.set(true);
        try {
            removal.run();
        } finally {
            expiring.set(before);
        }
    }

    /**
     * Has Keycloak migrate its model in the transaction of the caller. Nobody can be told that this is refused: what it changes in a
     * realm that this region is the primary of is journalled, whether that role can be used now or not; where it has moved
     * meanwhile, the journal tells what is to be taken back. What it changes in a copy stays in this region.
     */
    public void migrating(Runnable migration) {
        migrating.set(true);
        try {
            migration.run();
        } finally {
            migrating.remove();
        }
    }

    boolean isExpiring() {
        return expiring.get();
    }

    boolean isSuspended() {
        return suspended.get();
    }
}
