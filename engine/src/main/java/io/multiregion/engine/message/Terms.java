package io.multiregion.engine.message;

import java.util.List;
import java.util.Optional;

/**
 * How a realm is held.
 *
 * @param primaryUrl the base URL of the primary's Keycloak
 * @param holders all regions that hold the realm, the primary included
 * @param reigns who was primary when, in order
 * @param issuer the realm's issuer as JSON, unless it is what Keycloak is configured with
 */
public record Terms(String primaryUrl, List<Holder> holders, List<Reign> reigns, Optional<String> issuer) {

    public Terms {
        holders = List.copyOf(holders);
        reigns = List.copyOf(reigns);
    }

    /** The same, with another issuer. */
    public Terms with(String newIssuer) {
        return new Terms(primaryUrl, holders, reigns, Optional.of(newIssuer));
    }

    /**
     * An epoch, its primary, and the sequence at which it began.
     *
     * @param region the name of the primary
     */
    public record Reign(long epoch, String region, long beganAt) {}

    /**
     * A region that holds the realm.
     *
     * @param region its name
     * @param url the base URL of its Keycloak
     * @param status the name of the status of its replica
     * @param mayBecomePrimary whether the sender's operators let it take the primary role; they have a say in their own region only
     */
    public record Holder(String region, String url, String status, boolean mayBecomePrimary) {}
}
