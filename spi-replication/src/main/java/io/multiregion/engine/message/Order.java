package io.multiregion.engine.message;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a primary tells a secondary, other than rows. Payload of CREATE, STATUS and DELETE, as JSON.
 *
 * @param control a number that grows with every order that changes something: one that is not greater than the last is refused
 * @param sentAt when it was sent, by the primary's clock, in milliseconds since 1970
 * @param realmName of CREATE: the name of the realm
 * @param primaryUrl of CREATE: the base URL of the primary's Keycloak
 * @param status of STATUS: the new status
 * @param label of CREATE: the realm's label, or null if it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Order(long control, long sentAt, String realmName, String primaryUrl, String status, String label) {

    /** How far the clocks of two regions may be apart, and how long a captured CREATE could be replayed. */
    public static final long CREATE_VALID_MILLIS = 5 * 60 * 1000L;
}
