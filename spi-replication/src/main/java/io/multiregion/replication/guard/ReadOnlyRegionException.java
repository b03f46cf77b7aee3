package io.multiregion.replication.guard;

import io.multiregion.engine.state.ReadOnly;
import io.multiregion.engine.state.RealmState;
import org.keycloak.storage.ReadOnlyException;

/**
 * A write to a realm that takes none in this region, or none now. Nothing was written. The caller does its write at the primary
 * instead, or again in a moment. A kind of Keycloak's {@link ReadOnlyException}, so that Keycloak's own handling of read-only users
 * applies where there is any.
 */
public final class ReadOnlyRegionException extends ReadOnlyException {

    private final transient ReadOnly readOnly;

    public ReadOnlyRegionException(ReadOnly readOnly) {
        super(readOnly.message());
        this.readOnly = readOnly;
    }

    /** The refusal of a write to a realm in the given state. */
    public ReadOnlyRegionException(RealmState state) {
        this(ReadOnly.of(state));
    }

    /** Which realm takes no writes, and why. */
    public ReadOnly readOnly() {
        return readOnly;
    }
}
