package io.multiregion.engine.receive.known;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.succession.Hearing;
import io.multiregion.engine.succession.Succession;
import java.util.Optional;

/**
 * Who may speak of a realm here: the regions that hold it, as far as this one knows. All others are answered the same, whether the realm is
 * here or not, and change nothing.
 */
public final class Holders {

    private final Connections connections;
    private final Hearing hearing;

    public Holders(Connections connections, Consents consents) {
        this.connections = connections;
        this.hearing = new Hearing(consents, Optional.empty());
    }

    /** A realm as it stands here, for a sender that holds it; empty for all others. */
    public Optional<RealmState> realm(String realmId, String from) {
        return connections.read(connection -> {
            Optional<RealmState> known = RealmRows.of(connection, realmId);
            return known.isPresent() && Succession.isHolder(connection, known.get(), from) ? known : Optional.empty();
        });
    }

    /** A region that holds the realm says that it is the primary since a later epoch: this one takes no writes before it knows. */
    public void doubt(RealmState realm, Claim theirs) {
        if (hearing.isInDoubt(realm, theirs)) {
            connections.transaction(connection -> Succession.isHolder(connection, realm, theirs.region())
                    && RoleRows.doubt(connection, realm.realmId(), theirs));
        }
    }
}
