package io.multiregion.engine.apply;

import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.database.Held;
import io.multiregion.engine.state.RealmState;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The server's side of this region's copies: transactions whose writes are the extension's own, which are neither journalled nor
 * refused, and what the server knows of a copy besides its rows. All methods block; called on a thread without a transaction.
 */
public interface Copies {

    /** One transaction, for as long as the work lasts. */
    interface Transaction {

        /** The transaction's connection; the work does not close it. */
        Connection connection();

        /** Has the server refuse a token from now on. @param seconds for how long */
        void revoke(String tokenId, long seconds);

        /** Has what was applied leave the server's caches on all nodes, once the transaction has committed. */
        void evictAfterCommit(RealmState realm, Applied applied);
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    /** Does the work: committed on return, rolled back on a throw. */
    <T> T transaction(Work<T> work);

    /** The same; others may wait for it, so no message is sent in it. */
    default <T> T held(Work<T> work) {
        return transaction(transaction -> {
            Held.oneMore();
            try {
                return work.in(transaction);
            } finally {
                Held.oneLess();
            }
        });
    }

    /**
     * Gives this region's own operators access to a copy that is complete. Called again and again without harm; where it throws, the server
     * sees to it by itself as soon as that is possible.
     */
    void establish(String realmId);

    /** Follows a rename of the realm; where it throws, see {@link #establish}. */
    void rename(String realmId);

    /** Removes the copy with all that belongs to it; nothing happens if there is none. */
    void remove(String realmId);
}
