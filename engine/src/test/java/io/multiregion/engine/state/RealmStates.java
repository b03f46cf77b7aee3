package io.multiregion.engine.state;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.trouble.Trouble;
import java.net.URI;
import java.time.Instant;

/** States as tests need them, as they are when a region takes on its role. */
public final class RealmStates {

    private RealmStates() {}

    public static RealmState of(
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
            Trouble lastError) {
        return of(
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

    public static RealmState of(
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
            Trouble lastError,
            String stream) {
        Realm realm = Realm.named(realmId, realmName, null);
        Claim claim = new Claim(epoch, primaryRegion);
        Course course = new Course(position, 0, Instant.EPOCH, lastError);
        return switch (role) {
            case PRIMARY -> new Primary(realm, claim, primaryUrl, course);
            case SECONDARY ->
                new Secondary(
                        realm,
                        claim,
                        primaryUrl,
                        course,
                        status,
                        new Feed(stream, heard, Instant.EPOCH, levelAt, null, null));
            case STANDALONE -> throw new IllegalArgumentException("a realm that is not replicated has no state");
        };
    }

    /** A primary, how far it may use its role. */
    public static Primary standing(RealmState primary, Standing standing, String handoverTo) {
        return new Primary(
                primary.realm(),
                primary.claim(),
                primary.primaryUrl(),
                primary.course(),
                standing,
                new Pause(handoverTo, Instant.EPOCH));
    }

    public static RealmState labelled(String label, RealmState state) {
        Realm realm = new Realm(state.realmId(), state.realmName(), label, state.issuer());
        if (state instanceof Secondary copy) {
            return new Secondary(realm, copy.claim(), copy.primaryUrl(), copy.course(), copy.status(), copy.feed());
        }
        return new Primary(realm, state.claim(), state.primaryUrl(), state.course());
    }
}
