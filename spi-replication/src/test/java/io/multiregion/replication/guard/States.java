package io.multiregion.replication.guard;

import io.multiregion.replication.resource.Position;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaStatus;
import io.multiregion.replication.topology.Role;
import java.net.URI;
import java.time.Instant;

/** States of a realm as the tests need them. */
final class States {

    static final String REALM = "realm-id";

    private States() {}

    static RealmState secondary(ReplicaStatus status) {
        return of(Role.SECONDARY, status);
    }

    static RealmState of(Role role, ReplicaStatus status) {
        return of(role, status, Instant.EPOCH);
    }

    static RealmState level(Instant at) {
        return of(Role.SECONDARY, ReplicaStatus.ACTIVE, at);
    }

    private static RealmState of(Role role, ReplicaStatus status, Instant levelAt) {
        return new RealmState(
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
}
