package io.multiregion.engine.written;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Asked;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.ReplicaRows;
import java.util.Locale;
import java.util.Optional;

/** Where operators say how many regions must hold a write. Works on threads without a transaction. */
public final class SemiSyncDesk {

    private final Connections connections;
    private final Receipts receipts;

    public SemiSyncDesk(Connections connections, Receipts receipts) {
        this.connections = connections;
        this.receipts = receipts;
    }

    /**
     * What is asked for, and the answer to whoever asks. A realm without it has no {@code replicas}.
     *
     * @param unconfirmed how many writes were not confirmed since this node began; null in what is asked for
     */
    public record Terms(Integer replicas, Long timeoutMillis, String policy, Long unconfirmed) {}

    /** What holds for a realm. */
    public Terms describe(String realmId, String realmName) {
        Optional<SemiSync> semiSync = connections.transaction(connection -> SemiSync.of(connection, realmId));
        long count = receipts.unconfirmed().getOrDefault(realmName, 0L);
        return semiSync.map(terms -> new Terms(
                        terms.replicas(),
                        terms.timeout().toMillis(),
                        terms.policy().name().toLowerCase(Locale.ROOT),
                        count))
                .orElse(new Terms(null, null, null, count));
    }

    /**
     * Whether it can be had, so that it may be written into the realm.
     *
     * @throws RefusedException if it can't: it says why, and what to do
     */
    public SemiSync checked(String realmId, Terms asked) {
        if (asked == null) {
            throw new RefusedException(
                    400, "invalid_semi_sync", "say how many other regions must hold a write: replicas");
        }
        SemiSync terms = SemiSync.of(asked.replicas(), asked.timeoutMillis(), asked.policy());
        return connections.transaction(connection -> {
            RealmState realm = primary(Asked.replicated(connection, realmId));
            int replicas = ReplicaRows.of(connection, realmId).size();
            if (replicas < terms.replicas()) {
                throw new RefusedException(
                        400,
                        "too_few_replicas",
                        "realm " + realm.realmName() + " has " + replicas + " replicas, so " + terms.replicas()
                                + " can't hold a write: make more replicas first, or ask for fewer");
            }
            return terms;
        });
    }

    /** @throws RefusedException if this region is not the one that writes the realm */
    public void requirePrimary(String realmId) {
        primary(connections.transaction(connection -> Asked.replicated(connection, realmId)));
    }

    private static RealmState primary(Optional<RealmState> known) {
        RealmState realm = known.orElseThrow(() -> new RefusedException(
                409,
                "not_replicated",
                "the realm is not replicated: make a replica first, there is nobody to wait for"));
        Asked.requirePrimary(realm);
        return realm;
    }
}
