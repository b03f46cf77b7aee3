package io.multiregion.replication.guard;

import io.multiregion.replication.topology.RealmState;
import java.net.URI;
import org.keycloak.storage.ReadOnlyException;

/**
 * A write to a realm that this region holds a read-only copy of. Nothing was written. The caller does its write at
 * {@link #primary()} instead. A kind of Keycloak's {@link ReadOnlyException}, so that Keycloak's own handling of read-only
 * users applies where there is any.
 */
public final class ReadOnlyRegionException extends ReadOnlyException {

    private final String realm;
    private final URI primary;

    /**
     * @param realm the name of the realm
     * @param primary the base URL of the primary's Keycloak
     */
    public ReadOnlyRegionException(String realm, URI primary) {
        super("realm " + realm + " is read-only in this region; write to the primary at " + primary);
        this.realm = realm;
        this.primary = primary;
    }

    /** The refusal of a write to a realm in the given state. */
    public ReadOnlyRegionException(RealmState state) {
        this(state.realmName(), state.primaryUrl());
    }

    /** The name of the realm. */
    public String realm() {
        return realm;
    }

    /** The base URL of the primary's Keycloak. */
    public URI primary() {
        return primary;
    }
}
