package io.multiregion.engine.state;

import java.net.URI;

/**
 * That a realm takes no writes in this region, or none now.
 *
 * @param why the reason
 * @param realm the name of the realm
 * @param primary the base URL of the primary's Keycloak, by which end users reach it where that is known
 */
public record ReadOnly(Cause why, String realm, URI primary) {

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

    /** Why a realm in the given state takes no writes. */
    public static ReadOnly of(RealmState state) {
        return new ReadOnly(Cause.of(state.role(), state.standing()), state.realmName(), state.primaryForUsers());
    }

    /** What happened and what to do, in English. */
    public String message() {
        return switch (why) {
            case COPY -> "realm " + realm + " is read-only in this region; write to the primary at " + primary;
            case SWITCHOVER ->
                "writes to realm " + realm + " pause while its primary role moves; try again in a second";
            case UNCONFIRMED ->
                "realm " + realm + " takes no writes until this region has compared its epoch with its peers;"
                        + " if they are gone for good, fail over to this region";
        };
    }
}
