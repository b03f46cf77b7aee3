package io.multiregion.engine.secret.stored;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.gate.CapturedTransactions;
import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.records.DataKeyStatus;
import io.multiregion.engine.records.Progress;
import io.multiregion.engine.secret.DataKey;
import io.multiregion.engine.secret.SecretNames;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.secret.key.Looks;
import io.multiregion.engine.state.store.RealmRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Brings what is stored to what {@link Sealing} decided: seals, seals with a new key, or opens, while the realm is in use. One thread per
 * node; the row of MR_SEALING says how far it is, and is locked by whoever takes the next step, so that any node goes on where
 * another one ended.
 *
 * <p>Writers that do not know of the decision yet may store something in the old way behind its back: it goes through all again until a
 * pass, begun when all know, finds nothing. Then keys that are no longer used are dropped. A secret that cannot be brought there is left
 * as it is and named; nothing is finished while there are such.
 */
public final class Resealing {

    private static final Logger LOG = Logger.getLogger(Resealing.class);
    private static final long PERIOD_MILLIS = 1000;

    /** By then all nodes have seen the decision, and transactions that had not have ended. */
    private static final long SETTLED_MILLIS = 5000;

    /** How long it rests between two passes that could not seal all: somebody has to replace what was left first. */
    private static final long LEFT_MILLIS = 60_000;

    private final Connections connections;
    private final Sealing sealing;
    private final DataKeys keys;
    private final ResealedRows rows;
    private final Writable writable;
    private final Clock clock;
    private final Looks looks = new Looks("multi-region-resealing", PERIOD_MILLIS, this::look);
    private volatile boolean stopped;

    /** @param writable whether this region may change a realm, by its id */
    public Resealing(
            Connections connections,
            Catalogue catalogue,
            Sealing sealing,
            DataKeys keys,
            Writable writable,
            Clock clock) {
        this.connections = connections;
        this.sealing = sealing;
        this.keys = keys;
        this.rows = new ResealedRows(catalogue, new Secrets(keys, () -> true));
        this.writable = writable;
        this.clock = clock;
    }

    public void start() {
        looks.start();
    }

    public void stop() {
        stopped = true;
        looks.stop();
    }

    /** One look of its thread: all realms that are not yet what they are to be. */
    void look() {
        for (String realmId : keys.unsettled()) {
            if (writable.isWritable(realmId)) {
                try {
                    bring(realmId);
                } catch (SecretsUnavailableException e) {
                    // the data keys' own thread has said so in the log
                    noteError(realmId, e.getMessage());
                } catch (RuntimeException e) {
                    LOG.errorf(e, "the secrets of realm %s could not be resealed, it will be tried again", realmId);
                    noteError(realmId, "it failed here: look at the log of this region");
                }
            }
        }
    }

    private void noteError(String realmId, String error) {
        connections.run(connection -> {
            Progress.noteError(connection, realmId, error);
        });
    }

    private void bring(String realmId) {
        List<DataKeyRow> all = sealing.rows(realmId);
        if (all.stream().allMatch(row -> row.status() == DataKeyStatus.DESTROYED)) {
            return;
        }
        Optional<DataKey> goal =
                all.stream().filter(DataKeyRow::isActive).findFirst().map(row -> keys.opened(realmId, row.id()));
        String wanted = goal.map(DataKey::id).orElse(Progress.NONE);
        begin(realmId, wanted, job -> !job.goal().equals(wanted));
        boolean goesOn = true;
        while (goesOn && !stopped && writable.isWritable(realmId)) {
            goesOn = step(realmId, goal);
        }
        if (progress(realmId).filter(job -> job.finishedAt() > 0).isPresent() && !sealing.settle(realmId, rows)) {
            begin(realmId, wanted, job -> job.finishedAt() > 0);
        }
    }

    /**
     * Begins from the start, unless another node has.
     *
     * @param over whether what is there is over and done with
     */
    private void begin(String realmId, String goal, Predicate<Progress> over) {
        connections.transaction(connection -> {
            Optional<Progress> before = Progress.lock(connection, realmId);
            if (before.isPresent()) {
                if (over.test(before.get())) {
                    beginning(connection, realmId, goal).update(connection, realmId);
                }
                return null;
            }
            // two nodes may see that there is nothing yet
            RealmRows.lock(connection, realmId);
            if (Progress.of(connection, realmId).isEmpty()) {
                beginning(connection, realmId, goal).insert(connection, realmId);
            }
            return null;
        });
    }

    private Progress beginning(Connection connection, String realmId, String goal) throws SQLException {
        return Progress.begin(goal, rows.count(connection, realmId), clock.millis());
    }

    /** One chunk in one transaction, with the row that says how far it is; false if there is nothing more to do now. */
    private boolean step(String realmId, Optional<DataKey> goal) {
        boolean[] goesOn = {false};
        sealing.inTransaction(transaction -> {
            Connection connection = transaction.connection();
            Progress now = Progress.lock(connection, realmId).orElseThrow();
            if (now.finishedAt() == 0 && now.goal().equals(goal.map(DataKey::id).orElse(Progress.NONE))) {
                Progress next = next(transaction, realmId, now, goal);
                goesOn[0] = next != now && next.finishedAt() == 0;
                next.update(connection, realmId);
            }
        });
        return goesOn[0];
    }

    private Progress next(
            CapturedTransactions.Transaction transaction, String realmId, Progress now, Optional<DataKey> goal)
            throws SQLException {
        if (now.stage() < SecretNames.COLUMNS.size()) {
            return rows.step(transaction, realmId, now, goal);
        }
        long millis = clock.millis();
        if (now.changed() > 0 || now.passAt() < now.startedAt() + SETTLED_MILLIS) {
            return millis >= now.startedAt() + SETTLED_MILLIS ? now.nextPass(millis) : now;
        }
        if (now.left().now() != null) {
            return millis >= now.passAt() + LEFT_MILLIS ? now.nextPass(millis) : now;
        }
        LOG.infof("the secrets of realm %s are %s", realmId, goal.isPresent() ? "sealed" : "in the clear");
        return now.finished(millis);
    }

    /** Has those that were left looked at again soon: somebody says that they were replaced. */
    public void again(String realmId) {
        connections.transaction(connection -> {
            Optional<Progress> now = Progress.lock(connection, realmId);
            if (now.isPresent() && now.get().left().now() != null) {
                now.get().nextPass(clock.millis()).update(connection, realmId);
            }
            return null;
        });
    }

    /** How far a realm is, or empty if its secrets were never sealed. */
    public Optional<Progress> progress(String realmId) {
        return connections.transaction(connection -> Progress.of(connection, realmId));
    }
}
