package io.multiregion.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.catalogue.Shapes;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.Primary.Life;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.LifeRows;
import io.multiregion.engine.state.store.RealmRows;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promises C and D across the lives of a realm: eu speaks to us, whose rows are in memory. What was said in one life, delivered or lost
 * on the way, is said again in the next one.
 */
class LivesTest {

    private static final String REALM = Primary.REALM;
    private static final TestRegion EU = TestRegion.ec("eu");
    private static final TestRegion US = TestRegion.ec("us");
    private static final TestRegion AP = TestRegion.ec("ap");
    private static final Shape SHAPE = Shapes.of("26.7.5", "REALM.ID TEXT key");

    private static final Consents ALL_MAY =
            new Consents("us", "master", region -> new Consent(Set.of(Consent.ALL), true));

    private final EngineRegion us = new EngineRegion("us", US.trusting(EU, AP), SHAPE, ALL_MAY);
    private final Primary eu =
            new Primary("eu", EU.trusting(US), us, SHAPE.mark().toString());
    private final Primary ap =
            new Primary("ap", AP.trusting(US), us, SHAPE.mark().toString());

    /** A life as it goes: created, copied, put into service. */
    private void live(Life life) throws Exception {
        EngineRegion.Reply begun = eu.say(MessageType.CREATE, life);
        assertEquals(Outcome.OK, begun.answer().outcome());
        assertEquals(life.stream(), begun.header().stream(), "whatever was known before");
        copied(life);
        for (MessageType type : List.of(
                MessageType.TERMS,
                MessageType.STATUS,
                MessageType.HEARTBEAT,
                MessageType.HEARTBEATS,
                MessageType.CLAIM,
                MessageType.CANCEL,
                MessageType.FOLLOW,
                MessageType.DIVERGENCES,
                MessageType.READINESS)) {
            assertEquals(Outcome.OK, eu.outcome(type, life), type.toString());
        }
        assertEquals(ReplicaStatus.ACTIVE, us.realm(REALM).orElseThrow().status());
        assertEquals(
                new Answer.Unconfirmed(List.of(), Optional.empty()),
                eu.say(MessageType.HEARTBEATS, life).answer());
    }

    /** As if batches had been applied. */
    private void copied(Life life) {
        us.execute(
                "update MR_STREAM set EPOCH = ?, SEQUENCE = ?, COPY_CURSOR = 'done' where REALM_ID = ?",
                life.epoch(),
                life.reached().sequence(),
                REALM);
        us.execute("merge into REALM (ID, NAME) key (ID) values (?, 'acme')", REALM);
    }

    /** What somebody on the way has kept: it was sealed, and never came. */
    private void lose(Life life) {
        for (MessageType type : List.of(
                MessageType.CREATE,
                MessageType.STATUS,
                MessageType.TERMS,
                MessageType.PROMOTE,
                MessageType.CANCEL,
                MessageType.FOLLOW,
                MessageType.DIVERGENCES,
                MessageType.DIGEST,
                MessageType.READINESS,
                MessageType.PROBE,
                MessageType.DELETE)) {
            eu.seal(type, life, life.reached(), 1);
        }
        eu.seal(MessageType.BATCH, life, new Position(life.epoch(), 8), 1);
        eu.seal(MessageType.BATCH, life, new Position(life.epoch(), 8), 0);
    }

    private void assertNothingIsTakenOf(List<byte[]> messages) throws Exception {
        var before = us.rows();
        for (byte[] message : messages) {
            MessageType type = us.envelope.open(message).header().type();
            Answer answer = eu.again(message).answer();
            switch (type) {
                case HEARTBEATS -> assertEquals(new Answer.Unconfirmed(List.of(REALM), Optional.empty()), answer);
                case CLAIM, CANCEL -> assertNotEquals(Outcome.FAILED, answer.outcome());
                default ->
                    assertTrue(
                            answer.outcome() == Outcome.REFUSED || answer.outcome() == Outcome.STALE_EPOCH,
                            type + " is answered " + answer.outcome() + ": " + answer.error());
            }
            assertEquals(before, us.rows(), type.toString());
        }
    }

    /** @param epoch of the second life: the same while another replica keeps the realm replicated, else a later one */
    @ParameterizedTest(name = "deleted there: {0}, epoch {1}")
    @CsvSource({"true, 1", "true, 2", "false, 1", "false, 2"})
    void nothingOfAnEarlierLifeIsTaken(boolean deleted, long epoch) throws Exception {
        Life first = Life.at(1);
        live(first);
        lose(first);
        if (deleted) {
            assertEquals(Outcome.OK, eu.outcome(MessageType.DELETE, first));
            assertTrue(us.realm(REALM).isEmpty());
            assertNothingIsTakenOf(eu.recorded());
        }
        List<byte[]> ofTheFirst = eu.recorded();
        Life second = Life.at(epoch);
        live(second);
        assertNothingIsTakenOf(ofTheFirst);
        assertEquals(Outcome.OK, eu.outcome(MessageType.HEARTBEAT, second), "it lives on");
    }

    /** A forced deletion leaves the copy where it is; nothing of it is believed afterwards. */
    @Test
    void aSecondLifeBeginsWithNothing() throws Exception {
        live(Life.at(1));
        us.execute("insert into MR_PART (REALM_ID, PART, CUT, SEALED) values (?, 1, 'cut', X'00')", REALM);
        us.execute(
                "insert into MR_JOURNAL (REALM_ID, EPOCH, SEQUENCE, KIND, RESOURCE_ID, ORIGIN, COMMITTED_AT)"
                        + " values (?, 1, 7, 'USER', 'bob', 'eu', 1)",
                REALM);
        Life second = Life.at(1);
        EngineRegion.Reply reply = eu.say(MessageType.CREATE, second);
        assertEquals(new Answer.Copy(Batch.COPY_START), reply.answer());
        assertEquals(Position.START, reply.header().position());
        assertEquals(second.stream(), reply.header().stream());
        RealmState realm = us.realm(REALM).orElseThrow();
        assertEquals(ReplicaStatus.CREATING, realm.status());
        assertEquals(Instant.EPOCH, realm.levelAt());
        for (String table : List.of("MR_PART", "MR_JOURNAL", "MR_MEMBER", "MR_EPOCH")) {
            assertTrue(us.rows().get(table).isEmpty(), table);
        }
    }

    /** Its answer may be lost, and it is said again: under another number, in the same stream. */
    @Test
    void anInvitationTwiceIsOne() throws Exception {
        Life life = Life.at(1);
        eu.say(MessageType.CREATE, life);
        copied(life);
        var before = us.rows();
        EngineRegion.Reply reply = eu.say(MessageType.CREATE, life);
        assertEquals(Outcome.OK, reply.answer().outcome());
        assertEquals(life.reached(), reply.header().position());
        assertEquals(new Answer.Copy(Batch.COPY_DONE), reply.answer());
        assertEquals(before, us.rows());
    }

    @Test
    void aStreamWithoutAnIdDoesNotBegin() throws Exception {
        assertEquals(Outcome.REFUSED, eu.outcome(MessageType.CREATE, new Life(1, StreamId.NONE)));
        assertTrue(us.realm(REALM).isEmpty());
    }

    /** The removal was interrupted; eu was told to forget the copy, and to make it again. */
    @Test
    void aHalfRemovedCopyIsRemovedBeforeTheNextLife() throws Exception {
        live(Life.at(1));
        us.execute("update MR_REALM set STATUS = 'DELETING' where REALM_ID = ?", REALM);
        assertEquals(Outcome.OK, eu.outcome(MessageType.CREATE, Life.at(1)));
        assertTrue(us.rows().get("REALM").isEmpty());
        assertEquals(ReplicaStatus.CREATING, us.realm(REALM).orElseThrow().status());
    }

    /** With an epoch above 1, a primary that began again at 1 was taken for a stale one, and became read-only. */
    @Test
    void aRealmThatIsReplicatedAgainIsAtALaterEpochThanEver() {
        us.database.transaction(connection -> {
            RealmRows.assume(connection, primary(3));
            RealmRows.release(connection, REALM);
            return null;
        });
        assertEquals(4, nextEpoch());
        us.execute("delete from MR_REALM where REALM_ID = ?", REALM);
        assertEquals(4, nextEpoch(), "it outlives the realm");
    }

    private long nextEpoch() {
        return us.database.transaction(connection -> LifeRows.nextEpoch(connection, REALM));
    }

    private static RealmState primary(long epoch) {
        return RealmStates.of(
                REALM,
                "acme",
                Role.PRIMARY,
                epoch,
                ReplicaStatus.ACTIVE,
                "us",
                URI.create("https://us.test"),
                Position.START,
                Position.START,
                Instant.EPOCH,
                null);
    }

    @Test
    void aPrimaryOfAnEarlierEpochBeginsNothing() throws Exception {
        Life first = Life.at(3);
        live(first);
        assertEquals(Outcome.REFUSED, eu.outcome(MessageType.CREATE, Life.at(1)), "in place of the copy");
        assertEquals(Outcome.OK, eu.outcome(MessageType.DELETE, first));
        var before = us.rows();
        assertEquals(Outcome.REFUSED, eu.outcome(MessageType.CREATE, Life.at(1)), "after it");
        assertEquals(before, us.rows());
        live(Life.at(4));
    }

    /** A new primary begins a stream to each region that it takes over. */
    @Test
    void aNewPrimaryBeginsAStreamOfItsOwn() throws Exception {
        live(Life.at(1));
        us.execute(
                "insert into MR_MEMBER (REALM_ID, REGION, URL, STATUS) values (?, 'ap', 'https://ap.test', 'ACTIVE')",
                REALM);
        List<byte[]> before = eu.recorded();
        Life ofAp = Life.at(2);
        assertEquals(Outcome.REFUSED, ap.outcome(MessageType.FOLLOW, new Life(2, StreamId.NONE)));
        EngineRegion.Reply reply = ap.say(MessageType.FOLLOW, ofAp);
        assertEquals(Outcome.OK, reply.answer().outcome());
        assertEquals(ofAp.stream(), reply.header().stream());
        assertEquals(Outcome.OK, ap.outcome(MessageType.FOLLOW, ofAp), "said again");
        assertEquals(Outcome.REFUSED, ap.outcome(MessageType.FOLLOW, Life.at(2)), "of another stream");
        assertEquals(ofAp.stream(), us.realm(REALM).orElseThrow().stream());
        assertNothingIsTakenOf(before);
        assertEquals(Outcome.OK, ap.outcome(MessageType.STATUS, ofAp));
    }
}
