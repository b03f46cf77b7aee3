package io.multiregion.replication.guard;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Standing;
import java.net.URI;
import org.keycloak.storage.ReadOnlyException;

/**
 * A write to a realm that takes none in this region, or none now. Nothing was written. The caller does its write at
 * {@link #primary()} instead, or again in a moment. A kind of Keycloak's {@link ReadOnlyException}, so that Keycloak's own
 * handling of read-only users applies where there is any.
 */
public final class ReadOnlyRegionException extends ReadOnlyException {

    /** Why a realm takes no writes. */
    public enum Cause {
        /** This region holds a copy. */
        COPY,
        /** The primary role is moving to another region. */
        SWITCHOVER,
        /** This region was away and does not know yet whether it still is the primary. */
        UNCONFIRMED;

        /** Why a region with this role and standing takes no writes. */
        public static Cause of(Role role, Standing standing) {
            if (role != Role.PRIMARY) {
                return COPY;
            }
            return standing == Standing.UNCONFIRMED || standing == Standing.CONFIRMED ? UNCONFIRMED : SWITCHOVER;
        }
    }

    private final Cause why;
    private final String realm;
    private final URI primary;

    /**
     * @param realm the name of the realm
     * @param primary the base URL of the primary's Keycloak
     */
    public ReadOnlyRegionException(Cause why, String realm, URI primary) {
        super(
                switch (why) {
                    case COPY -> "realm " + realm + " is read-only in this region; write to the primary at " + primary;
                    case SWITCHOVER ->
                        "writes to realm " + realm + " pause while its primary role moves; try again in a second";
                    case UNCONFIRMED ->
                        "realm " + realm + " takes no writes until this region has compared its epoch with its peers;"
                                + " if they are gone for good, fail over to this region";
                });
        this.why = why;
        this.realm = realm;
        this.primary = primary;
    }

    /** The refusal of a write to a realm in the given state. */
    public ReadOnlyRegionException(RealmState state) {
        this(Cause.of(state.role(), state.standing()), state.realmName(), state.primaryUrl());
    }

    public Cause why() {
        return why;
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
