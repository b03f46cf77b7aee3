package io.multiregion.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.store.Topology;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What this node has seen of the rows, after it has looked at all of them or at one. */
final class TopologyTest {

    private final Map<String, RealmState> rows = new HashMap<>();
    private final Topology topology = new Topology(
            () -> rows.values().stream().collect(Collectors.toMap(RealmState::realmId, state -> state)),
            realmId -> Optional.ofNullable(rows.get(realmId)));

    private void write(String realmId, Role role, long epoch) {
        rows.put(
                realmId,
                RealmStates.of(
                        realmId,
                        realmId,
                        role,
                        epoch,
                        ReplicaStatus.ACTIVE,
                        "eu",
                        URI.create("https://eu.example.com"),
                        Position.START,
                        Position.START,
                        Instant.EPOCH,
                        null));
    }

    private Map<String, Long> seen() {
        return topology.all().stream().collect(Collectors.toMap(RealmState::realmId, RealmState::epoch));
    }

    @Test
    void aLookAtOneRealmLeavesTheOthersAsTheyWere() {
        write("acme", Role.PRIMARY, 1);
        write("other", Role.SECONDARY, 1);
        topology.refresh();

        write("acme", Role.PRIMARY, 2);
        write("other", Role.SECONDARY, 2);
        topology.refresh("acme");

        assertEquals(Map.of("acme", 2L, "other", 1L), seen());
    }

    @Test
    void aRealmThatCameIsSeenByALookAtIt() {
        topology.refresh();
        write("acme", Role.SECONDARY, 1);
        topology.refresh("acme");

        assertEquals(Map.of("acme", 1L), seen());
    }

    @Test
    void aRealmThatIsNotReplicatedAnyMoreIsForgotten() {
        write("acme", Role.PRIMARY, 1);
        topology.refresh();

        rows.clear();
        topology.refresh("acme");

        assertEquals(Map.of(), seen());
    }
}
