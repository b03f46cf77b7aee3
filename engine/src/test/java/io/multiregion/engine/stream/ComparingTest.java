package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A verification beside the changes of a stream: it stands in nobody's way. */
final class ComparingTest {

    private static final int USERS = 160;
    private static final int MOST_TURNS = 200;

    private final StreamingRegion eu = new StreamingRegion();
    private final ReplicaStream stream = eu.stream();

    @BeforeEach
    void copy() {
        for (int i = 0; i < USERS; i++) {
            eu.user("user" + i);
        }
        untilIdle();
    }

    @AfterEach
    void close() {
        eu.close();
    }

    /** On the node that ships, however slow this machine is. */
    private Optional<Duration> turn() {
        eu.node().lease().hold();
        return stream.turn();
    }

    private void untilIdle() {
        for (int i = 0; i < MOST_TURNS; i++) {
            if (!turn().orElseThrow().isZero()) {
                return;
            }
        }
        throw new AssertionError("it never comes to rest: " + eu.us().heard());
    }

    private VerificationRows.Known known() {
        return eu.regions()
                .database()
                .transaction(connection -> VerificationRows.of(connection, TwoDatabases.REALM, "us"))
                .orElseThrow();
    }

    private void takeBack() {
        eu.regions().database().run(connection -> ReplicaRows.takeBackVerify(connection, TwoDatabases.REALM));
    }

    @Test
    void aChangeWaitsForOneStepAtMost() {
        String id = eu.regions().ask("");
        for (int i = 0; i < 5; i++) {
            eu.user("late" + i);
            turn();
            assertTrue(eu.usHas("late" + i), "at once");
            assertTrue(eu.replica().isVerifyDue(), "though a verification is under way");
        }
        assertTrue(known().progress().contains("\"kind\":\"USER\""), known()::progress);
        assertTrue(known().progress().contains("\"compared\":"), known()::progress);
        untilIdle();
        assertEquals(0, eu.regions().report(id).differences());
        assertNull(known().progress());
    }

    @Test
    void itEndsWithinAStepOfBeingTakenBack() {
        eu.regions().us().update("update USER_ENTITY set FIRST_NAME = 'Mallory' where REALM_ID = 'acme'");
        eu.regions().ask(ReplicaState.REPAIR);
        for (int i = 0; i < 5; i++) {
            turn();
        }
        assertTrue(eu.replica().isVerifyDue());
        takeBack();
        int before = eu.us().heard().size();
        turn();
        assertEquals(List.of(), eu.us().heard().subList(before, eu.us().heard().size()));
        untilIdle();
        assertFalse(eu.replica().isVerifyDue());
        assertNull(known().answered());
        assertEquals(
                List.of("Mallory"),
                eu.regions().us().texts("select distinct FIRST_NAME from USER_ENTITY where REALM_ID = 'acme'"),
                "nothing was mended");
    }

    /** Who asks while one is under way may do so for what it has looked at already. */
    @Test
    void whatIsAskedForMeanwhileIsDoneAfterwards() {
        String first = eu.regions().ask("");
        turn();
        turn();
        eu.regions().us().update("delete from USER_ENTITY where ID = 'user0'");
        String second = eu.regions().ask("");
        assertEquals(second, eu.regions().ask(""), "this one will do for whoever asks before it begins");
        while (!first.equals(known().answered())) {
            turn();
        }
        untilIdle();
        assertEquals(1, eu.regions().report(second).differences());
    }

    /** A row that should not be there stands against a change: the rows are compared all the same, and the change goes in with the rest. */
    @Test
    void aCopyThatTakesNoChangesIsRepairedByItsStream() {
        eu.regions()
                .us()
                .insert(
                        "USER_ENTITY",
                        "ID",
                        "intruder",
                        "USERNAME",
                        "bob",
                        "EMAIL_CONSTRAINT",
                        "bob",
                        "REALM_ID",
                        TwoDatabases.REALM);
        eu.user("bob");
        eu.regions().note(List.of(new ResourceKey(Kind.USER, "bob")));
        eu.regions().ask(ReplicaState.REPAIR);
        int failures = 0;
        for (int i = 0; eu.replica().isVerifyDue() && i < MOST_TURNS; i++) {
            try {
                turn();
            } catch (RuntimeException e) {
                failures++;
                stream.failed(e, Duration.ZERO);
            }
        }
        assertEquals(1, failures, "it waits until it was compared");
        untilIdle();
        eu.regions().assertEqual();
    }
}
