package io.multiregion.engine.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.stream.AnsweringRegions;
import java.time.Clock;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Region us hands over to eu twice. What belongs to the first time comes late: it moves nothing the second time. */
class LateStepTest {

    private static final String REALM = "realm-1";
    private static final Answer STILL_US =
            Answer.known(new Answer.Primary("us", AnsweringRegions.url("us").toString(), 1));

    private final KeycloakDatabase tables = new KeycloakDatabase();
    private final AnsweringRegions others = new AnsweringRegions();

    @BeforeEach
    void lead() {
        AnsweringRegions.lead(tables, REALM, "eu");
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void anAnswerOfTheFirstTimeDoesNotEndTheSecond() {
        Primary first = handedOver();
        others.answers("eu", STILL_US);
        Primary[] second = new Primary[1];
        others.meanwhile(() -> {
            move(primary -> primary.settle(first.pause(), first.claim()));
            second[0] = handedOver();
        });
        target().settle(first, replica());
        assertEquals(Standing.HANDED_OVER, move(primary -> primary).standing());
        target().settle(second[0], replica());
        assertEquals(Standing.CONFIRMED, move(primary -> primary).standing());
    }

    @Test
    void aStepOfTheFirstTimeIsRefusedTheSecond() {
        Pause first = closing();
        move(primary -> primary.reopen(first));
        Pause second = closing();
        assertTrue(second.at().isAfter(first.at()), "the clock stands");
        move(primary -> primary.fence(second));
        RoleMovedException refused =
                assertThrows(RoleMovedException.class, () -> move(primary -> primary.handOver(first)));
        assertTrue(refused.getMessage().contains("CLOSED for region eu at epoch 1"), refused::getMessage);
        assertEquals(Standing.CLOSED, move(primary -> primary).standing());
    }

    @Test
    void aPrimaryThatHasHandedOverDoesNotDoubt() {
        handedOver();
        assertThrows(RoleMovedException.class, () -> move(Primary::doubt));
        assertEquals(0, tables.<Integer>transaction(RealmRows::doubtAll));
        assertEquals(Standing.HANDED_OVER, move(primary -> primary).standing());
    }

    private Pause closing() {
        return move(primary -> primary.close("eu", Instant.EPOCH)).pause();
    }

    private Primary handedOver() {
        Pause pause = closing();
        move(primary -> primary.fence(pause));
        return move(primary -> primary.handOver(pause));
    }

    private Primary move(UnaryOperator<Primary> step) {
        return tables.transaction(connection -> RoleRows.move(connection, REALM, step));
    }

    private ReplicaState replica() {
        return tables.transaction(connection -> ReplicaRows.of(connection, REALM, "eu"))
                .orElseThrow();
    }

    private Target target() {
        Handover handover = new Handover(tables, null, null, realmId -> {}, Clock.systemUTC());
        return new Target(tables, others.peer(), handover, realmId -> {}, Clock.systemUTC());
    }
}
