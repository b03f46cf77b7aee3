package io.multiregion.engine.stream.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.stream.AnsweringRegions;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a primary makes of a replica's word that another region is the primary: it stops only for one that may be. */
class ExchangeTest {

    private static final String REALM = "realm-1";

    private final KeycloakDatabase tables = new KeycloakDatabase();
    private final AnsweringRegions others = new AnsweringRegions();
    private final Consents consents =
            new Consents("us", "master", region -> region.equals("eu") ? new Consent(Set.of(), true) : Consent.NONE);
    private final Exchange exchange = new Exchange(tables, others.peer(), consents, Clock.systemUTC());

    @BeforeEach
    void lead() {
        AnsweringRegions.lead(tables, REALM, "mars");
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @ParameterizedTest
    @CsvSource({
        "mars, 2, CONFIRMED, may not become the primary",
        "eu, 9223372036854775807, CONFIRMED, nobody misses more than 1000 moves",
        "eu, 2, UNCONFIRMED, region eu is the primary"
    })
    void itStopsForOneThatMayLead(String region, long epoch, Standing standing, String said) {
        answer(Answer.stale(
                "region " + region + " is the primary",
                new Answer.Primary(region, AnsweringRegions.url(region).toString(), epoch)));
        var failure = assertThrows(TransportException.class, this::say);
        assertTrue(failure.getMessage().contains(said), failure::getMessage);
        assertEquals(standing, state().standing());
    }

    @Test
    void itStopsForNobodyWithoutAName() {
        answer(Answer.stale("the primary role has moved meanwhile"));
        assertThrows(TransportException.class, this::say);
        assertEquals(Standing.CONFIRMED, state().standing());
    }

    private void answer(Answer answer) {
        others.answers("mars", answer);
    }

    private void say() {
        ReplicaState replica = tables.transaction(connection -> ReplicaRows.of(connection, REALM, "mars"))
                .orElseThrow();
        exchange.say(state(), replica, Peer.Subject.of(MessageType.HEARTBEAT, Position.START), new byte[0]);
    }

    private RealmState state() {
        return tables.transaction(connection -> RealmRows.of(connection, REALM)).orElseThrow();
    }
}
