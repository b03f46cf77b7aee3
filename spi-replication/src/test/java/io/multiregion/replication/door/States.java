package io.multiregion.replication.door;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import java.net.URI;
import java.time.Instant;

/** States of a realm as the tests need them. */
public final class States {

    public static final String REALM = "realm-id";

    private static final Realm NAMED = Realm.named(REALM, "acme", null);
    private static final Claim CLAIM = new Claim(1, "eu");
    private static final URI EU = URI.create("https://eu.example.com");
    private static final Course COURSE = Course.at(new Position(1, 7));

    private States() {}

    static RealmState secondary(ReplicaStatus status) {
        return of(Role.SECONDARY, status);
    }

    public static RealmState of(Role role, ReplicaStatus status) {
        return of(role, status, Instant.EPOCH);
    }

    public static RealmState level(Instant at) {
        return of(Role.SECONDARY, ReplicaStatus.ACTIVE, at);
    }

    private static RealmState of(Role role, ReplicaStatus status, Instant levelAt) {
        return role == Role.PRIMARY
                ? new Primary(NAMED, CLAIM, EU, COURSE)
                : new Secondary(
                        NAMED,
                        CLAIM,
                        EU,
                        COURSE,
                        status,
                        new Feed(StreamId.NONE, COURSE.position(), Instant.EPOCH, levelAt, null, null));
    }

    /** A primary that may not use its role, or may. */
    public static RealmState standing(Standing standing, String handoverTo) {
        return new Primary(NAMED, CLAIM, EU, COURSE, standing, new Pause(handoverTo, Instant.EPOCH));
    }
}
