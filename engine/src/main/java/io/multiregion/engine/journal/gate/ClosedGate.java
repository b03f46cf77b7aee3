package io.multiregion.engine.journal.gate;

import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * The gate of a process that has no settings of its region, as a command on the database: it can't journal as the region does, so no
 * replicated realm is written. Whatever passed unseen would be in one region only, for good.
 */
public final class ClosedGate implements Gate {

    private final ChangedRealms realms;

    public ClosedGate(Ownership ownership, Selects selects) {
        this.realms = new ChangedRealms(ownership, selects);
    }

    @Override
    public CommitGate.Passed pass(Connection connection, Changes changes) throws SQLException {
        for (String realmId : realms.of(connection, changes).keySet()) {
            Optional<RealmState> replicated = RealmRows.of(connection, realmId);
            if (replicated.isPresent() && !changes.migrating()) {
                throw new WriteRefusedException("realm " + replicated.get().realmName() + " is replicated, and this"
                        + " command has no settings of the region: nothing was written; give it those of the server,"
                        + " spi-multi-region--default--region and the others, in conf/keycloak.conf perhaps");
            }
        }
        return new CommitGate.Passed(Set.of());
    }

    @Override
    public void committed(String realmId) {
        // nothing is journalled
    }
}
