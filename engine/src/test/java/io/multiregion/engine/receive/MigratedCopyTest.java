package io.multiregion.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.message.Request;
import io.multiregion.engine.receive.ask.AskActs;
import io.multiregion.engine.receive.ask.RowQuestions;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.StreamRows;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy whose database Keycloak has migrated is level only once its primary has compared it, and has shipped what differed. */
class MigratedCopyTest {

    private static final String REALM = "acme-id";
    private static final Position AT = new Position(1, 5);

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final AskActs acts = AskActs.of(
            "us",
            database,
            Clock.systemUTC(),
            new AskActs.Sources(
                    null,
                    null,
                    new Journal("us"),
                    null,
                    new RowQuestions(Catalogue.read(database, Ownership.load(), "a version", Map.of())),
                    null),
            null,
            null);
    private long now = 1_000;

    @BeforeEach
    void hold() {
        database.transaction(connection -> {
            RealmRows.assume(
                    connection,
                    RealmStates.of(
                            REALM,
                            "acme",
                            Role.SECONDARY,
                            1,
                            ReplicaStatus.ACTIVE,
                            "eu",
                            URI.create("https://eu.example.com"),
                            AT,
                            AT,
                            Instant.EPOCH,
                            null));
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void itAsksUntilItIsCompared() {
        assertEquals(Answer.Outcome.OK, heartbeat());
        long level = levelAt();
        database.transaction(connection -> {
            StreamRows.doubt(connection, REALM);
            return null;
        });
        assertEquals(Answer.Outcome.COMPARE, heartbeat());
        assertEquals(Answer.Outcome.COMPARE, heartbeat(), "as long as it takes");
        assertEquals(level, levelAt(), "it is no further than before");

        assertEquals(Answer.Outcome.OK, digest(Question.Repair.BEGUN));
        assertEquals(Answer.Outcome.OK, digest(Question.Repair.DONE));
        assertEquals(level, levelAt());
        assertEquals(Answer.Outcome.OK, heartbeat(), "which comes when nothing is left to ship");
        assertEquals(now, levelAt());
    }

    @Test
    void aComparisonThatWasMadeBeforeDoesNotCount() {
        digest(Question.Repair.BEGUN);
        database.transaction(connection -> {
            StreamRows.doubt(connection, REALM);
            return null;
        });
        digest(Question.Repair.DONE);
        assertEquals(Answer.Outcome.COMPARE, heartbeat());
    }

    @Test
    void aComparisonThatMendsNothingDoesNotCount() {
        database.transaction(connection -> {
            StreamRows.doubt(connection, REALM);
            return null;
        });
        assertEquals(Answer.Outcome.OK, outcome(acts.rows(), Question.kinds(List.of(Kind.USER))));
        assertEquals(Answer.Outcome.COMPARE, heartbeat());
    }

    /** A comparison goes on for as long as there are pages, and the primary says meanwhile that it is there. */
    @Test
    void aHeartbeatDuringTheComparisonEndsItNot() {
        database.transaction(connection -> {
            StreamRows.doubt(connection, REALM);
            return null;
        });
        assertEquals(Answer.Outcome.OK, digest(Question.Repair.BEGUN));
        assertEquals(Answer.Outcome.COMPARE, heartbeat(0));
        assertEquals(Answer.Outcome.COMPARE, heartbeat(), "nor does one that was taken back");
        assertEquals(Answer.Outcome.OK, digest(Question.Repair.DONE));
        assertEquals(Answer.Outcome.OK, heartbeat());
    }

    private Answer.Outcome heartbeat() {
        return heartbeat(now + 1);
    }

    private Answer.Outcome heartbeat(long levelAt) {
        now++;
        return outcome(acts.stream(), new Heartbeat(now, levelAt, 0, Optional.empty()));
    }

    private Answer.Outcome digest(Question.Repair repair) {
        return outcome(acts.rows(), Question.kinds(List.of(Kind.USER), repair));
    }

    private Answer.Outcome outcome(Act act, Request request) {
        byte[] payload = Messages.bytes(request);
        try {
            return act.take(new Told(header(request.type()), payload, new byte[0], Optional.of(state())))
                    .outcome();
        } catch (IOException | NotAcceptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Header header(MessageType type) {
        return new Header(type, REALM, "eu", "us", 1, AT, AT, MessageId.next(), null, 1, 1, "a schema", "");
    }

    private RealmState state() {
        return database.transaction(
                connection -> RealmRows.of(connection, REALM).orElseThrow());
    }

    private long levelAt() {
        return database.transaction(connection -> Sql.first(
                        connection, "select LEVEL_AT from MR_STREAM where REALM_ID = ?", row -> row.getLong(1), REALM)
                .orElseThrow());
    }
}
