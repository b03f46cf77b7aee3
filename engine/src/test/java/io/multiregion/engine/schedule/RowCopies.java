package io.multiregion.engine.schedule;

import io.multiregion.engine.apply.Copies;
import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.state.RealmState;
import java.sql.Connection;

/** Copies that are rows and nothing else. */
public final class RowCopies implements Copies {

    private record Plain(Connection connection) implements Transaction {

        @Override
        public void revoke(String tokenId, long seconds) {
            throw new AssertionError("no token was revoked");
        }

        @Override
        public void evictAfterCommit(RealmState realm, Applied applied) {
            // nothing is cached
        }
    }

    private final Connections connections;

    public RowCopies(Connections connections) {
        this.connections = connections;
    }

    @Override
    public <T> T transaction(Work<T> work) {
        return connections.transaction(connection -> work.in(new Plain(connection)));
    }

    @Override
    public void establish(String realmId) {
        // nobody administers it
    }

    @Override
    public void rename(String realmId) {
        // nobody knows it by its name
    }

    @Override
    public void remove(String realmId) {
        throw new AssertionError("no copy is removed");
    }
}
