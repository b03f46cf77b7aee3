package io.multiregion.engine.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How a realm is held: sent by its primary with TERMS and FOLLOW, and by the old primary to the new one with PROMOTE.
 *
 * @param control a number that grows with every order that changes something
 * @param epoch of PROMOTE: the epoch of the new primary
 * @param primaryUrl the base URL of the primary's Keycloak
 * @param holders all regions that hold the realm, the primary included
 * @param reigns who was primary when, in order
 * @param issuer the realm's issuer as JSON, or null for what Keycloak is configured with
 * @param recopy of TERMS: the copy begins again over what is there, and serves no end users until it is done
 * @param byOperator of PROMOTE: an operator has asked for it, so what all realms share may move with the role
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Terms(
        long control,
        long epoch,
        String primaryUrl,
        List<Holder> holders,
        List<Reign> reigns,
        String issuer,
        boolean recopy,
        boolean byOperator) {

    /** An epoch, its primary, and the sequence at which it began. */
    public record Reign(long epoch, String region, long beganAt) {}

    /**
     * A region that holds the realm.
     *
     * @param mayBecomePrimary whether the sender's operators let it take the primary role; they have a say in their own region only
     */
    public record Holder(String region, String url, String status, boolean mayBecomePrimary) {}
}
