package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.node.Lease;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.stream.line.StreamRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps of a stream, turn by turn, between two databases. */
final class ReplicaStreamTest {

    private static final int MOST_TURNS = 100;

    private final StreamingRegion eu = new StreamingRegion();
    private ReplicaStream stream = eu.stream();

    @BeforeEach
    void copy() {
        eu.user("alice");
        untilIdle();
    }

    @AfterEach
    void close() {
        eu.close();
    }

    /** Takes turns until nothing is left to do. */
    private void untilIdle() {
        for (int i = 0; i < MOST_TURNS; i++) {
            if (!stream.turn().orElseThrow().isZero()) {
                return;
            }
        }
        throw new AssertionError("it never comes to rest: " + eu.us().heard());
    }

    private void fails() {
        stream.failed(assertThrows(TransportException.class, stream::turn), Duration.ZERO);
    }

    /** What us has heard since. */
    private List<MessageType> since(int before) {
        List<MessageType> heard =
                new ArrayList<>(eu.us().heard().subList(before, eu.us().heard().size()));
        heard.removeIf(type -> type == MessageType.HEARTBEATS);
        return heard;
    }

    private int now() {
        return eu.us().heard().size();
    }

    @Test
    void aReplicaBeginsInTheOrderOfTheSteps() {
        eu.regions().assertEqual();
        assertEquals(ReplicaStatus.ACTIVE, eu.replica().status());
        assertEquals(
                List.of(
                        MessageType.CREATE,
                        MessageType.TERMS,
                        MessageType.DIVERGENCES,
                        MessageType.DIGEST,
                        MessageType.BATCH,
                        MessageType.STATUS),
                since(0).stream()
                        .distinct()
                        .filter(type -> type != MessageType.HEARTBEAT)
                        .toList());
    }

    @Test
    void aChangeIsShippedInOneTurn() {
        eu.user("bob");
        int before = now();
        assertEquals(Optional.of(Duration.ZERO), stream.turn());
        assertEquals(List.of(MessageType.BATCH), since(before));
        eu.regions().assertEqual();
        assertTrue(stream.turn().orElseThrow().compareTo(Duration.ofSeconds(1)) <= 0, "then it rests");
    }

    @Test
    void aStreamGoesOnWhereAnotherNodeHasLeftIt() {
        eu.user("bob");
        int before = now();
        ReplicaStream another = eu.stream();
        while (another.turn().orElseThrow().isZero()) {
            assertTrue(since(before).size() < MOST_TURNS);
        }
        assertEquals(List.of(MessageType.TERMS, MessageType.DIVERGENCES, MessageType.BATCH), since(before));
        eu.regions().assertEqual();
    }

    @Test
    void aRegionThatWasSilentIsAskedBeforeRowsAreRead() {
        eu.user("bob");
        eu.us().silent(true);
        fails();
        assertTrue(
                eu.replica().lastError().message().contains("no answer"),
                () -> eu.replica().lastError().message());
        fails();
        eu.us().silent(false);
        int before = now();
        stream.turn();
        assertEquals(List.of(MessageType.HEARTBEAT, MessageType.BATCH), since(before));
        assertNull(eu.replica().lastError());
        eu.regions().assertEqual();
    }

    @Test
    void whatWasTakenAndNotAnsweredIsNotShippedAgain() {
        eu.user("bob");
        eu.us().deaf(true);
        fails();
        eu.us().deaf(false);
        int before = now();
        int cuts = eu.regions().cuts();
        untilIdle();
        assertEquals(List.of(MessageType.HEARTBEAT), since(before));
        assertEquals(cuts, eu.regions().cuts());
        eu.regions().assertEqual();
    }

    @Test
    void aNodeThatHasLostTheLeaseSaysNothingMore() {
        eu.user("bob");
        eu.loseLease();
        int before = now();
        assertThrows(Lease.LostException.class, stream::turn);
        assertEquals(List.of(), since(before));
        assertFalse(eu.usHas("bob"));
    }

    @Test
    void aHeartbeatThatIsNotConfirmedIsSentAgainByItself() {
        eu.us().forgetful(true);
        eu.execute("update MR_REPLICA set ACKNOWLEDGED_AT = 0");
        int before = now();
        AtomicBoolean woken = new AtomicBoolean();
        stream.wakes(() -> woken.set(true));
        stream.turn();
        Await.until(woken::get, "the stream is told");
        assertEquals(0, eu.replica().acknowledgedAt());
        stream.turn();
        assertEquals(List.of(MessageType.HEARTBEAT), since(before));
        assertTrue(eu.replica().acknowledgedAt() > 0);
    }

    @Test
    void aHeartbeatWithoutAnAnswerFailsTheNextTurn() {
        eu.us().silent(true);
        eu.execute("update MR_REPLICA set ACKNOWLEDGED_AT = 0");
        AtomicBoolean woken = new AtomicBoolean();
        stream.wakes(() -> woken.set(true));
        stream.turn();
        Await.until(woken::get, "the stream is told");
        fails();
        eu.us().silent(false);
        untilIdle();
        assertNull(eu.replica().lastError());
    }

    @Test
    void rowsWaitUntilTheTablesAreTheSame() {
        eu.user("bob");
        eu.us().otherTables(true);
        fails();
        String error = eu.replica().lastError().message();
        assertTrue(error.startsWith("SCHEMA"), error);
        int before = now();
        untilIdle();
        untilIdle();
        assertEquals(List.of(MessageType.HEARTBEAT, MessageType.HEARTBEAT, MessageType.HEARTBEAT), since(before));
        assertEquals(error, eu.replica().lastError().message(), "it says so as long as that lasts");
        assertFalse(eu.usHas("bob"));
        eu.us().otherTables(false);
        untilIdle();
        assertNull(eu.replica().lastError());
        eu.regions().assertEqual();
    }

    @Test
    void aStreamCarriesTheKindsOfItsRouteAndTouchesNoOthers() {
        eu.execute("update MR_REPLICA set COPY_CURSOR = ''");
        stream = eu.stream(new StreamRoute("acme", "eu", "us", eu.route().stream(), Set.of(Kind.USER)));
        eu.regions().us().update("delete from USER_ENTITY where ID = 'alice'");
        role(eu.regions().eu(), "here");
        role(eu.regions().us(), "there");
        untilIdle();
        assertTrue(eu.usHas("alice"), "copied");
        eu.regions().note(List.of(new ResourceKey(Kind.ROLE, "here")));
        eu.user("bob");
        untilIdle();
        assertTrue(eu.usHas("bob"), "shipped");
        assertEquals(List.of("there"), eu.regions().us().texts("select ID from KEYCLOAK_ROLE where REALM_ID = 'acme'"));
    }

    private static void role(TestRows region, String id) {
        region.insert("KEYCLOAK_ROLE", "ID", id, "NAME", id, "CLIENT_REALM_CONSTRAINT", "acme", "REALM_ID", "acme");
    }

    @Test
    void aStreamEndsWithTheReplica() {
        eu.want(ReplicaStatus.DELETING);
        int before = now();
        assertEquals(Optional.empty(), stream.turn());
        assertEquals(List.of(MessageType.DELETE), since(before));
        assertEquals(Optional.empty(), stream.turn(), "there is none any more");
    }

    @Test
    void aStreamEndsWithTheRole() {
        eu.user("bob");
        eu.execute("update MR_REALM set ROLE = 'SECONDARY' where REALM_ID = 'acme'");
        int before = now();
        assertEquals(Optional.empty(), stream.turn());
        assertEquals(List.of(), since(before));
    }
}
