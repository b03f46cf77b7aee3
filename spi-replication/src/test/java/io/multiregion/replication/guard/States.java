package io.multiregion.replication.guard;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Standing;
import java.net.URI;
import java.time.Instant;

/** States of a realm as the tests need them. */
public final class States {

    public static final String REALM = "realm-id";

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
        return RealmStates.of(
                REALM,
                "acme",
                role,
                1,
                status,
                "eu",
                URI.create("https://eu.example.com"),
                new Position(1, 7),
                new Position(1, 7),
                levelAt,
                null);
    }

    /** A primary that may not use its role, or may. */
    public static RealmState standing(Standing standing, String handoverTo) {
        return RealmStates.standing(of(Role.PRIMARY, ReplicaStatus.ACTIVE), standing, handoverTo);
    }
}
