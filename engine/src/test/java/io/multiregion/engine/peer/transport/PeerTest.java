package io.multiregion.engine.peer.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.catalogue.Shapes;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.part.StreamId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a primary believes of the answers that it gets. */
class PeerTest {

    private static final TestRegion EU = TestRegion.ec("eu");
    private static final TestRegion US = TestRegion.ec("us");
    private static final Shape SHAPE = Shapes.of("26.7.0", "REALM.ID TEXT key");
    private static final Shape OTHER = Shapes.of("26.8.0", "REALM.ID TEXT key", "REALM.NEW TEXT");
    private static final String STREAM = StreamId.next();
    private static final URI URL = URI.create("https://eu.test");
    private static final RealmState REALM = RealmStates.of(
            "acme",
            "acme",
            Role.PRIMARY,
            3,
            ReplicaStatus.ACTIVE,
            "eu",
            URL,
            new Position(3, 7),
            Position.START,
            Instant.EPOCH,
            null);

    private final Envelope us = US.trusting(EU);
    private final List<String> outranked = new ArrayList<>();
    private final ReplicaState replica = new ReplicaState(
            "acme",
            "us",
            URI.create("https://us.test"),
            ReplicaStatus.ACTIVE,
            ReplicaStatus.ACTIVE,
            new Position(3, 7),
            "done",
            0,
            0,
            0,
            1,
            0,
            null,
            null,
            null,
            3,
            STREAM);

    /** Whoever holds something has others wait for it: they would wait for another region. */
    @Test
    void nothingIsSentWhileATransactionIsOpen() {
        Peer peer = answering(Answer.ok(), STREAM, SHAPE);
        try (KeycloakDatabase database = new KeycloakDatabase()) {
            assertThrows(
                    IllegalStateException.class,
                    () -> database.transaction(connection -> say(peer, MessageType.CLAIM)));
            assertThrows(
                    IllegalStateException.class, () -> database.snapshot(connection -> say(peer, MessageType.CLAIM)));
        }
        assertEquals(Answer.Outcome.OK, say(peer, MessageType.CLAIM).answer().outcome());
    }

    /** One whose other side always answers the same. */
    private Peer answering(Answer answer, String stream, Shape shape) {
        Transport transport = (region, announcement, message, patience) -> {
            try {
                Header asked = us.open(message).header();
                assertEquals(STREAM, asked.stream());
                return us.seal(
                        new Header(
                                MessageType.REPLY,
                                asked.realmId(),
                                "us",
                                "eu",
                                asked.epoch(),
                                asked.base(),
                                new Position(9, 99),
                                MessageId.next(),
                                asked.messageId(),
                                1,
                                1,
                                shape.mark().toString(),
                                stream),
                        Messages.bytes(answer));
            } catch (NotAcceptedException e) {
                throw new AssertionError(e);
            }
        };
        return new Peer(
                "eu",
                SHAPE,
                EU.trusting(US),
                EU.announcing(US),
                transport,
                Duration.ofSeconds(1),
                (realmId, claim) -> outranked.add(realmId + " " + claim.epoch() + " " + claim.region()));
    }

    private Peer.Reply say(Peer peer, MessageType type) {
        return peer.say(REALM, replica, Peer.Subject.of(type, replica.acknowledged()), new byte[0]);
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {
                "CREATE",
                "BATCH",
                "HEARTBEAT",
                "STATUS",
                "DIGEST",
                "TERMS",
                "FOLLOW",
                "DIVERGENCES",
                "READINESS",
                "PROBE"
            })
    void nothingIsBelievedOfAnotherStream(MessageType type) {
        for (String other : List.of(StreamId.next(), StreamId.NONE)) {
            for (Answer answer : List.of(Answer.ok("done"), Answer.gap("elsewhere", "done"))) {
                Peer peer = answering(answer, other, SHAPE);
                String refused = assertThrows(TransportException.class, () -> say(peer, type))
                        .getMessage();
                assertTrue(refused.contains("answered for another stream"), refused);
            }
        }
        assertEquals(
                new Position(9, 99),
                say(answering(Answer.ok("done"), STREAM, SHAPE), type).reached());
    }

    /** Whoever is the primary by now has no stream from us. */
    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"BATCH", "HEARTBEAT", "STATUS", "READINESS", "PROBE", "CLAIM", "PROMOTE", "CANCEL"})
    void aHigherClaimIsHeardInEachAnswer(MessageType type) {
        Answer knowing = Answer.stale("stale", new Answer.Primary("ap", "https://ap.test", 4));
        Peer.Reply reply = say(answering(knowing, StreamId.NONE, OTHER), type);
        assertEquals(Answer.Outcome.STALE_EPOCH, reply.answer().outcome());
        assertEquals(List.of("acme 4 ap"), outranked);
    }

    @Test
    void ourOwnClaimIsNoNews() {
        for (Claim known : List.of(REALM.claim(), new Claim(2, "us"), new Claim(3, "us"))) {
            Answer knowing = Answer.known(new Answer.Primary(known.region(), "https://x.test", known.epoch()));
            say(answering(knowing, StreamId.NONE, SHAPE), MessageType.CLAIM);
        }
        assertEquals(List.of(), outranked);
    }

    @Test
    void theDifferenceOfTheTablesIsNamed() {
        Peer peer = answering(new Answer.OtherTables("other tables", OTHER.elements()), STREAM, OTHER);
        String difference =
                peer.difference(replica, say(peer, MessageType.BATCH)).orElseThrow();
        assertTrue(difference.contains("; only us has REALM.NEW: upgrade region eu"), difference);
        Peer same = answering(Answer.ok(), STREAM, Shapes.of("26.7.5", "REALM.ID TEXT key"));
        assertEquals(Optional.empty(), same.difference(replica, say(same, MessageType.HEARTBEAT)));
    }

    /** One that is sealed and well-formed, to something else. */
    @Test
    void anAnswerToSomethingElseIsNone() {
        Peer.Reply reply = say(answering(Answer.ok(), STREAM, SHAPE), MessageType.CREATE);
        assertEquals(Answer.ok(), reply.expect(Answer.Ok.class));
        assertThrows(TransportException.class, () -> reply.expect(Answer.Copy.class));
    }
}
