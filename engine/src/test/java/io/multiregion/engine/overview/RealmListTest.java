package io.multiregion.engine.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.database.CountedStatements;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.overview.RealmList.Wanted;
import io.multiregion.engine.overview.RealmListRepresentation.Realm;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All realms at once: a thousand cost the database as many statements as ten. */
class RealmListTest {

    private static final Position AT = new Position(1, 7);
    private static final long NOW = 1_000_000_000;

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final CountedStatements counted = new CountedStatements(database::open);
    private final RealmList list = new RealmList("eu", counted, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @AfterEach
    void close() {
        database.close();
    }

    /** Every other one is led here and has two replicas; the rest are copies. */
    private void hold(int from, int to) {
        database.run(connection -> {
            for (int i = from; i < to; i++) {
                boolean led = i % 2 == 0;
                String id = "realm-" + i;
                RealmRows.assume(
                        connection,
                        RealmStates.of(
                                id,
                                "Name-" + i,
                                led ? Role.PRIMARY : Role.SECONDARY,
                                1,
                                ReplicaStatus.ACTIVE,
                                led ? "eu" : "us",
                                URI.create("https://us.example.com"),
                                AT,
                                AT,
                                Instant.EPOCH,
                                null));
                if (led) {
                    for (String region : List.of("ap", "us")) {
                        URI url = URI.create("https://" + region + ".example.com");
                        ReplicaRows.add(connection, id, region, url, ReplicaStatus.ACTIVE, "stream");
                    }
                }
            }
        });
    }

    private int cost() {
        int before = counted.count();
        list.list(new Wanted(null, null, 0, 1000));
        return counted.count() - before;
    }

    @Test
    void aThousandCostAsManyStatementsAsTen() {
        hold(0, 10);
        int ten = cost();
        hold(10, 1000);
        assertEquals(ten, cost());
        assertEquals(1000, list.list(new Wanted(null, null, 0, 5000)).realms().size());
    }

    @Test
    void someAreFoundByNameAndStateAndPage() {
        hold(0, 20);
        RealmListRepresentation found = list.list(new Wanted("NAME-1", null, 0, 3));
        assertEquals(11, found.total());
        assertEquals(
                List.of("Name-1", "Name-10", "Name-11"),
                found.realms().stream().map(Realm::realm).toList());
        assertEquals(20, list.list(new Wanted(null, "WAITING", 0, 3)).total());
        assertEquals(0, list.list(new Wanted(null, "STUCK", 0, 3)).total());
        assertEquals(2, list.list(new Wanted(null, null, 18, 100)).realms().size());
        assertEquals(
                Map.of("WAITING", 20L),
                list.list(new Wanted(null, "STUCK", 0, 3)).states());
        assertEquals(
                Map.of("WAITING", 11L),
                list.list(new Wanted("name-1", "STUCK", 0, 0)).states());
        assertEquals(List.of(), list.list(new Wanted(null, null, -5, -1)).realms());
    }

    @Test
    void whatTheFurthestCopyLacksIsCounted() {
        hold(0, 2);
        database.run(connection -> new Journal("eu")
                .append(
                        connection,
                        "realm-0",
                        1,
                        List.of(new ResourceKey(Kind.USER, "a"), new ResourceKey(Kind.USER, "b")),
                        NOW - 500));
        Realm led = list.list(new Wanted("Name-0", null, 0, 1)).realms().get(0);
        assertEquals(new Realm("Name-0", "PRIMARY", "eu", "WAITING", 500L, 2L, 0, List.of("ap", "us")), led);
        Realm copy = list.list(new Wanted("Name-1", null, 0, 1)).realms().get(0);
        assertEquals(List.of("us"), copy.regions());
    }
}
