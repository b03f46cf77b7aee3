package io.multiregion.engine.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.multiregion.engine.database.CountedStatements;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.metrics.MeterObserver;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.vitals.Bulletin;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is shown of all realms costs the database as many statements for a thousand as for ten, and none when somebody asks. */
final class SurveyTest {

    private static final Position AT = new Position(1, 7);
    private static final URI US = URI.create("https://us.example.com");

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final CountedStatements counted = new CountedStatements(database::open);
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000_000_000), ZoneOffset.UTC);
    private final Topology topology = new Topology(
            () -> database.transaction(RealmRows::replicated),
            realmId -> database.transaction(connection -> RealmRows.of(connection, realmId)));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeterObserver observer = new MeterObserver(meters, "eu");

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aThousandCostAsManyStatementsAsTen() {
        lead(0, 10);
        int ten = cost();
        lead(10, 1000);
        assertEquals(ten, cost());
        assertEquals(1000, gauges("multiregion.verify.age.seconds"));
        assertEquals(1000, gauges("multiregion.primary"));
        int before = counted.count();
        meters.getMeters().forEach(meter -> meter.measure().forEach(one -> one.getValue()));
        assertEquals(before, counted.count(), "asking reads memory");
    }

    private int cost() {
        topology.refresh();
        Vitals own = new Vitals("26.7.0", "0.1.0", 1, clock.millis(), Optional.empty(), 0, true, Optional.empty());
        Survey survey = new Survey("eu", counted, topology, new Bulletin(() -> own, counted, clock), observer, clock);
        int before = counted.count();
        survey.tick(true);
        survey.look();
        int after = counted.count();
        survey.look();
        assertEquals(after, counted.count(), "it is not time yet");
        return after - before;
    }

    private int gauges(String name) {
        return meters.find(name).gauges().size();
    }

    private void lead(int from, int to) {
        database.run(connection -> {
            for (int i = from; i < to; i++) {
                String id = "realm-" + i;
                RealmRows.assume(
                        connection,
                        RealmStates.of(
                                id,
                                "Name-" + i,
                                Role.PRIMARY,
                                1,
                                ReplicaStatus.ACTIVE,
                                "eu",
                                US,
                                AT,
                                AT,
                                Instant.EPOCH,
                                null));
                ReplicaRows.add(connection, id, "us", US, ReplicaStatus.ACTIVE, "stream");
            }
        });
    }
}
