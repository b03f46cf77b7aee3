package io.multiregion.engine.state;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.store.Label;
import java.net.URI;
import java.time.Instant;

/**
 * What this region knows of a replicated realm, as of the last look at its row.
 *
 * @param realmId the realm's id, the same in all regions
 * @param realmName the realm's name, as last heard
 * @param role what this region is to the realm
 * @param epoch grows by one with every change of primary
 * @param status the status of this region's copy; ACTIVE on the primary
 * @param primaryRegion the name of the region that holds the primary role
 * @param primaryUrl the base URL of the primary's Keycloak, without a trailing slash
 * @param position on the primary the last position given out, on a secondary the last one applied
 * @param heard on a secondary the last position heard of from the primary
 * @param levelAt on a secondary: the instant, by the primary's clock, as of which this copy is known to have held everything
 *     that was committed; {@link Instant#EPOCH} before the first copy is done
 * @param lastError why the last message of the primary was not applied, or null
 * @param standing on a primary: how far it may use its role
 * @param handoverTo on a primary in a switchover: the region that is to take over, or null
 * @param changedAt when the primary role last moved, by this region's clock; {@link Instant#EPOCH} for never
 * @param pausedAt when a switchover began to pause writes, by this region's clock
 * @param heardAt on a secondary: when the primary was last heard of, by this region's clock
 * @param issuer the realm's issuer as JSON, or null for what Keycloak is configured with
 * @param floor up to which sequence this region's journal was trimmed
 * @param heardSchema on a secondary: what the primary last said of its schema, or null
 * @param label the realm's {@link Label}, or null
 * @param stream on a secondary: the id of the stream that feeds it; empty where there is none
 */
public record RealmState(
        String realmId,
        String realmName,
        Role role,
        long epoch,
        ReplicaStatus status,
        String primaryRegion,
        URI primaryUrl,
        Position position,
        Position heard,
        Instant levelAt,
        String lastError,
        Standing standing,
        String handoverTo,
        Instant changedAt,
        Instant pausedAt,
        Instant heardAt,
        long floor,
        String issuer,
        String heardSchema,
        String label,
        String stream) {

    /** A state as it is when a region takes on its role. */
    public RealmState(
            String realmId,
            String realmName,
            Role role,
            long epoch,
            ReplicaStatus status,
            String primaryRegion,
            URI primaryUrl,
            Position position,
            Position heard,
            Instant levelAt,
            String lastError) {
        this(
                realmId,
                realmName,
                role,
                epoch,
                status,
                primaryRegion,
                primaryUrl,
                position,
                heard,
                levelAt,
                lastError,
                StreamId.NONE);
    }

    /** The same with the stream that feeds it. */
    public RealmState(
            String realmId,
            String realmName,
            Role role,
            long epoch,
            ReplicaStatus status,
            String primaryRegion,
            URI primaryUrl,
            Position position,
            Position heard,
            Instant levelAt,
            String lastError,
            String stream) {
        this(
                realmId,
                realmName,
                role,
                epoch,
                status,
                primaryRegion,
                primaryUrl,
                position,
                heard,
                levelAt,
                lastError,
                Standing.CONFIRMED,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                null,
                null,
                null,
                stream);
    }

    /** The same with a label. */
    public RealmState labelled(String name) {
        return new RealmState(
                realmId,
                realmName,
                role,
                epoch,
                status,
                primaryRegion,
                primaryUrl,
                position,
                heard,
                levelAt,
                lastError,
                standing,
                handoverTo,
                changedAt,
                pausedAt,
                heardAt,
                floor,
                issuer,
                heardSchema,
                name,
                stream);
    }

    /** Whether it is one at all: a realm that no other region holds is this region's own business. */
    public boolean isReplicated() {
        return role != Role.STANDALONE;
    }

    public boolean isSecondary() {
        return role == Role.SECONDARY;
    }

    public boolean isPrimary() {
        return role == Role.PRIMARY;
    }

    /** Whether writes are refused here: guards treat the realm like a copy. */
    public boolean isReadOnly() {
        return role == Role.SECONDARY || role == Role.PRIMARY && standing != Standing.CONFIRMED;
    }

    /** Whose claim to the primary role this region knows of. */
    public Claim claim() {
        return new Claim(epoch, primaryRegion);
    }

    /** Whom this region knows as the realm's primary, as it tells others. */
    public Answer.Primary primary() {
        return new Answer.Primary(primaryRegion, String.valueOf(primaryUrl), epoch);
    }
}
