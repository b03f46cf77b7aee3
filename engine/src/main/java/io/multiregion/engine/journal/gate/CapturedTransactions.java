package io.multiregion.engine.journal.gate;

import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Transactions of the server's own. What changes in them and is told is journalled or refused like all other changes (promises A
 * and D).
 */
public interface CapturedTransactions {

    /** One of them, for as long as the work lasts. */
    interface Transaction {

        /** The transaction's connection; the work does not close it. */
        Connection connection();

        /** Tells of rows of a table that the work has changed. */
        void changed(String table, ResourceKey resource, String realmId);
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work {
        void in(Transaction transaction) throws SQLException;
    }

    /**
     * Does the work: committed on return, rolled back on a throw. Blocks until then; called on a thread without a transaction.
     *
     * @throws RuntimeException what the work throws, or why the commit was refused
     */
    void run(Work work);
}
