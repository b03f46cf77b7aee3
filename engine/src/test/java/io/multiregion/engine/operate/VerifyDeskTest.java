package io.multiregion.engine.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks for a verification is told what is known, and does not wait for what does not come. */
final class VerifyDeskTest {

    private static final String REALM = "acme-id";
    private static final Mask ALL = new Mask(true);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final List<Runnable> onAsked = new ArrayList<>();
    private final VerifyDesk desk = new VerifyDesk(database, () -> onAsked.forEach(Runnable::run));

    @BeforeEach
    void lead() {
        database.run(connection -> {
            RealmRows.assume(
                    connection,
                    RealmStates.of(
                            REALM,
                            "acme",
                            Role.PRIMARY,
                            1,
                            ReplicaStatus.ACTIVE,
                            "eu",
                            URI.create("https://eu.test"),
                            Position.START,
                            Position.START,
                            Instant.EPOCH,
                            null));
            ReplicaRows.add(connection, REALM, "us", URI.create("https://us.test"), ReplicaStatus.ACTIVE, "stream");
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ReplicaState replica() {
        return database.transaction(connection -> ReplicaRows.of(connection, REALM, "us"))
                .orElseThrow();
    }

    @Test
    void aStuckStreamSaysWhyAtOnce() {
        database.run(connection -> ReplicaRows.save(
                connection,
                replica()
                        .change()
                        .error(Trouble.of(Remedy.CHANGE_IN_COPY, "FAILED: no room for it"), 1)
                        .state()));
        VerifyDesk.Known known = assertTimeoutPreemptively(SOON, () -> desk.verify(REALM, false, ALL));
        assertFalse(known.done());
        assertTrue(known.replicas().get(0).contains("no room for it"), known::toString);
        assertTrue(replica().isVerifyDue(), "it is done as soon as that can be");
    }

    @Test
    void whoWaitsForOneThatIsTakenBackIsToldSo() {
        onAsked.add(() -> database.run(connection -> ReplicaRows.takeBackVerify(connection, REALM)));
        VerifyDesk.Known known = assertTimeoutPreemptively(SOON, () -> desk.verify(REALM, false, ALL));
        assertFalse(known.done());
        assertFalse(replica().isVerifyDue());
    }

    @Test
    void whatIsKnownIsShownWithoutAsking() {
        String id = database.transaction(connection -> ReplicaRows.askVerify(connection, REALM, "us", "an id"));
        database.run(connection -> VerificationRows.begin(connection, REALM, "us", id, "{\"compared\":5}"));
        VerifyDesk.Known underway = desk.known(REALM, ALL);
        assertFalse(underway.done());
        assertTrue(underway.replicas().get(0).contains("\"underway\":{\"compared\":5}"), underway::toString);
        VerificationRows.Answer answer = new VerificationRows.Answer("{\"region\":\"us\",\"found\":3}", 1, 3);
        database.run(connection -> ReplicaRows.answerVerify(connection, REALM, "us", id, answer));
        VerifyDesk.Known done = desk.known(REALM, ALL);
        assertTrue(done.done());
        assertTrue(done.replicas().get(0).contains("\"found\":3"), done::toString);
        assertEquals(done, desk.cancel(REALM, ALL), "what is done is not taken back");
    }
}
