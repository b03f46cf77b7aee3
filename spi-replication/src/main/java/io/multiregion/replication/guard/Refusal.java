package io.multiregion.replication.guard;

import io.multiregion.engine.secret.UnsealableSecretException;
import io.multiregion.engine.state.ReadOnly;
import io.multiregion.engine.state.RealmState;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a refused caller is told: the same facts as JSON for programs and as a message of the login theme for people.
 *
 * @param status the HTTP status
 * @param error the error code
 * @param description what happened and what to do, in English
 * @param primary where to go instead, or null
 * @param messageKey the key of the localised text in the theme module; its only parameter is the primary's address
 * @param retryAfterSeconds when asking again may help, or 0 if it will not
 */
public record Refusal(
        int status, String error, String description, URI primary, String messageKey, int retryAfterSeconds) {

    private static final int INVALID = 400;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 30;
    private static final int SOON_SECONDS = 1;

    /** The answer to a write. */
    public static Refusal readOnly(ReadOnlyRegionException refused) {
        return readOnly(refused.readOnly());
    }

    private static Refusal readOnly(ReadOnly refused) {
        return switch (refused.why()) {
            case COPY ->
                new Refusal(
                        CONFLICT,
                        "read_only_region",
                        refused.message(),
                        refused.primary(),
                        Matter.CHANGE.messageKey(),
                        0);
            case SWITCHOVER -> paused("switchover_in_progress", refused);
            case UNCONFIRMED -> paused("primary_unconfirmed", refused);
        };
    }

    private static Refusal paused(String error, ReadOnly refused) {
        return new Refusal(UNAVAILABLE, error, refused.message(), refused.primary(), "multiRegionPaused", SOON_SECONDS);
    }

    /** The answer to an end user of a copy that is not (or no longer) in use. */
    public static Refusal inactive(RealmState realm) {
        return new Refusal(
                UNAVAILABLE,
                "replica_inactive",
                "realm " + realm.realmName() + " is not served in this region, its replica is " + realm.status()
                        + "; use the primary at " + realm.primaryForUsers(),
                realm.primaryForUsers(),
                "multiRegionInactive",
                RETRY_SECONDS);
    }

    /** The answer to an end user of a copy that has not been level for longer than its realm lets it serve. */
    public static Refusal stale(RealmState realm) {
        return new Refusal(
                UNAVAILABLE,
                "replica_stale",
                "realm " + realm.realmName() + " is not served in this region, its replica has not heard from region "
                        + realm.primaryRegion() + " for longer than the realm allows; use the primary at "
                        + realm.primaryUrl(),
                realm.primaryUrl(),
                "multiRegionInactive",
                RETRY_SECONDS);
    }

    /** The answer to the removal of a realm that has replicas. */
    public static Refusal removal(RealmState realm) {
        return new Refusal(
                CONFLICT,
                "realm_has_replicas",
                "realm " + realm.realmName() + " has replicas in other regions; delete them first",
                realm.primaryForUsers(),
                Matter.CHANGE.messageKey(),
                0);
    }

    /** The answer where a realm's secrets are sealed and cannot be opened. There is nowhere else to send the caller. */
    public static Refusal secretsUnavailable(String description) {
        return new Refusal(
                UNAVAILABLE, "key_unavailable", description, null, "multiRegionKeyUnavailable", RETRY_SECONDS);
    }

    /** The answer to a secret that has to be another one, in a realm whose secrets are sealed or may be. */
    public static Refusal unsealable(UnsealableSecretException secret) {
        return new Refusal(
                INVALID,
                "unsealable_secret",
                "a secret in it cannot be stored: " + secret.getMessage(),
                null,
                "multiRegionUnsealable",
                0);
    }

    /** Whether it is about a change to a copy: then people are told of what they were about to change. */
    public boolean isReadOnly() {
        return messageKey.equals(Matter.CHANGE.messageKey());
    }

    /** The JSON members of the answer, in order. */
    public Map<String, String> json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", error);
        members.put("error_description", description);
        if (primary != null) {
            members.put("primary", primary.toString());
        }
        return members;
    }
}
