package io.multiregion.engine.secret.stored;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.gate.CapturedTransactions;
import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.records.DataKeyRows;
import io.multiregion.engine.records.DataKeyStatus;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.records.PartRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.state.store.RealmRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Decides whether a realm's secrets are sealed, and with which data key. Called on threads without a transaction; what is stored
 * already is brought to it by {@link Resealing}.
 */
public final class Sealing {

    private final CapturedTransactions transactions;
    private final Connections connections;
    private final DataKeys keys;
    private final Clock clock;

    public Sealing(CapturedTransactions transactions, Connections connections, DataKeys keys, Clock clock) {
        this.transactions = transactions;
        this.connections = connections;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Seals from now on; nothing happens where it is so already.
     *
     * @throws io.multiregion.key.KeyException if the customer-managed key cannot wrap the new data key
     * @throws RuntimeException if this region may not change the realm
     */
    public void on(String realmId) {
        if (keys.isSealed(realmId)) {
            return;
        }
        DataKeyRow made = keys.make(realmId);
        change(realmId, (connection, present) -> {
            if (present.stream().noneMatch(DataKeyRow::isActive)) {
                DataKeyRows.insert(connection, made);
            }
        });
    }

    /** Stores in the clear from now on. */
    public void off(String realmId) {
        change(realmId, Sealing::retire);
    }

    /** Seals with a new data key from now on. Throws as {@link #on}. */
    public void rotate(String realmId) {
        DataKeyRow made = keys.make(realmId);
        change(realmId, (connection, present) -> {
            retire(connection, present);
            DataKeyRows.insert(connection, made);
        });
    }

    private static void retire(Connection connection, List<DataKeyRow> present) throws SQLException {
        for (DataKeyRow row : present) {
            if (row.isActive()) {
                DataKeyRows.setStatus(connection, row.id(), DataKeyStatus.FORMER);
            }
        }
    }

    /**
     * Destroys the data keys of a realm, here and by replication in all regions: nothing that they sealed can be read again; in a
     * backup only with the version of the sealing key that wrapped them. What waits here to be applied or decided about goes with them.
     */
    public void destroy(String realmId) {
        change(realmId, (connection, present) -> {
            for (DataKeyRow row : present) {
                DataKeyRows.destroy(connection, row);
            }
            DivergenceRows.forget(connection, realmId);
            PartRows.forget(connection, realmId);
        });
    }

    /**
     * All that is stored is what it is to be: says so of the active key, and removes former ones. Those stay while there are divergences to
     * be decided about, which may be sealed with them.
     *
     * @param stored asked for the secrets that a former key has sealed still
     * @return false if there are some, since a divergence was re-applied: nothing was done
     */
    boolean settle(String realmId, ResealedRows stored) {
        List<DataKeyRow> ready = connections.transaction(connection -> ready(connection, realmId));
        if (connections.transaction(connection -> stored.anySealedWith(connection, former(ready)))) {
            return false;
        }
        if (!ready.isEmpty()) {
            Map<String, DataKeyStatus> expected =
                    ready.stream().collect(Collectors.toMap(DataKeyRow::id, DataKeyRow::status));
            change(realmId, (connection, present) -> {
                for (DataKeyRow row : present) {
                    if (row.status() != expected.get(row.id())) {
                        continue; // somebody has decided otherwise meanwhile
                    }
                    if (row.isActive()) {
                        DataKeyRows.complete(connection, row.id(), clock.millis());
                    } else {
                        DataKeyRows.delete(connection, row.id());
                    }
                }
            });
        }
        return true;
    }

    private static List<DataKeyRow> ready(Connection connection, String realmId) throws SQLException {
        boolean undecided = DivergenceRows.open(connection, realmId) > 0;
        return DataKeyRows.of(connection, realmId).stream()
                .filter(row -> row.isUnsettled() && (row.isActive() || !undecided))
                .toList();
    }

    private static List<String> former(List<DataKeyRow> rows) {
        return rows.stream().filter(row -> !row.isActive()).map(DataKeyRow::id).toList();
    }

    /** The data keys of a realm, oldest first. */
    public List<DataKeyRow> rows(String realmId) {
        return connections.transaction(connection -> DataKeyRows.of(connection, realmId));
    }

    private interface Work {
        /** @param present the realm's data keys, which nobody else changes meanwhile */
        void in(Connection connection, List<DataKeyRow> present) throws SQLException;
    }

    private void change(String realmId, Work work) {
        inTransaction(transaction -> {
            Connection connection = transaction.connection();
            RealmRows.lock(connection, realmId);
            List<DataKeyRow> before = DataKeyRows.of(connection, realmId);
            work.in(connection, before);
            List<DataKeyRow> after = DataKeyRows.of(connection, realmId);
            before.forEach(row -> changed(transaction, realmId, row));
            after.forEach(row -> changed(transaction, realmId, row));
        });
        keys.lookNow();
    }

    private void changed(CapturedTransactions.Transaction transaction, String realmId, DataKeyRow row) {
        transaction.changed("MR_DATA_KEY", new ResourceKey(Kind.DATA_KEY, row.id()), realmId);
    }

    /** See {@link CapturedTransactions#run}. */
    void inTransaction(CapturedTransactions.Work work) {
        transactions.run(work);
    }
}
