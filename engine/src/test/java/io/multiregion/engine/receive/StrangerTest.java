package io.multiregion.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchWriter;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trusted region that holds nothing of a realm changes nothing of it here, and learns nothing: not even whether it is here. */
class StrangerTest {

    private static final String COPY = "copy-of-eu";
    private static final String LED = "led-here";
    private static final String OWN = "own-of-us";
    private static final String UNKNOWN = "not-here";
    private static final List<String> ALL = List.of(COPY, LED, OWN, UNKNOWN);
    private static final byte[] GARBAGE = "{".getBytes(StandardCharsets.UTF_8);

    private final ReceivingRegion us = new ReceivingRegion();

    @BeforeEach
    void realms() {
        us.holdsCopy(COPY, "copied");
        us.leads(LED, "led");
        us.tables().realm(OWN, "own");
    }

    @AfterEach
    void close() {
        us.close();
    }

    static Stream<MessageType> types() {
        return Stream.of(MessageType.values())
                .filter(type -> type != MessageType.HEARTBEATS && type != MessageType.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("types")
    void nothingChangesAndAllAnswersAreOne(MessageType type) {
        us.allow("mars", "realms=other&mayBecomePrimary=true");
        var before = us.tables().rows();
        for (byte[] payload : List.of(payload(type, "copied"), GARBAGE)) {
            for (String schema : List.of(ReceivingRegion.SCHEMA, "another")) {
                Set<ReceivingRegion.Reply> replies = new HashSet<>();
                for (String realmId : ALL) {
                    for (long epoch : payload == GARBAGE ? new long[] {1} : new long[] {0, 1, 2}) {
                        Header header = ReceivingRegion.header(type, "mars", realmId, epoch, new Position(1, 7));
                        replies.add(us.hears(ReceivingRegion.ofSchema(header, schema), payload));
                    }
                }
                assertEquals(1, replies.size(), replies::toString);
                var reply = replies.iterator().next();
                assertTrue(
                        reply.outcome() == Outcome.REFUSED
                                || reply.outcome() == Outcome.FAILED
                                        && (type == MessageType.CREATE || type == MessageType.PREFLIGHT)
                                        && payload == GARBAGE,
                        reply::toString);
                assertEquals(Position.START, reply.reached());
            }
        }
        assertEquals(before, us.tables().rows());
    }

    @Test
    void heartbeatsAreConfirmedForNone() {
        var before = us.tables().rows();
        long now = System.currentTimeMillis();
        List<Heartbeats.Stream> streams = new ArrayList<>();
        ALL.forEach(realmId -> streams.add(new Heartbeats.Stream(
                realmId, ReceivingRegion.STREAM, 1, new Position(1, 7), new Heartbeat(now, now, 7, Optional.empty()))));
        var reply = us.hears(
                ReceivingRegion.header(MessageType.HEARTBEATS, "mars", Heartbeats.REALM, 0, Position.START),
                Messages.bytes(new Heartbeats(streams)));
        assertEquals(new Answer.Unconfirmed(ALL, Optional.empty()), reply.answer());
        assertEquals(before, us.tables().rows());
    }

    /** Names that operators allow do not reach realms that are here under other names. */
    @Test
    void anAllowedNameOpensNoOtherRealm() {
        us.allow("mars", "realms=other");
        var before = us.tables().rows();
        for (String realmId : List.of(COPY, LED, OWN)) {
            var reply = create("mars", realmId, "other");
            assertEquals(Outcome.REFUSED, reply.outcome());
            for (String name : List.of("copied", "led", "own")) {
                assertFalse(reply.answer().error().contains(name), reply::toString);
            }
        }
        assertEquals(before, us.tables().rows());
    }

    @Test
    void aCopyIsTakenOfRealmsThatOperatorsAllow() {
        var refused = create("mars", "new", "other");
        assertEquals(Outcome.REFUSED, refused.outcome());
        assertTrue(
                refused.answer()
                        .error()
                        .contains("an operator of region us allows it with this name in \"realms\" at PATCH"
                                + " /admin/realms/master/multi-region/regions/mars"),
                refused::toString);
        us.allow("mars", "realms=acme,other");
        assertEquals(Outcome.OK, create("mars", "new", "other").outcome());
        assertEquals("mars", us.state("new").primaryRegion());
        us.allow("mars", "realms=acme");
        assertEquals(Outcome.OK, create("mars", "new", "other").outcome(), "what it holds, it holds on");
        us.allow("mars", "realms=*");
        assertEquals(Outcome.OK, create("mars", "newer", "any").outcome());
        assertEquals(Outcome.REFUSED, create("mars", "newest", "master").outcome());
        var unnamed = us.hears(
                ReceivingRegion.header(MessageType.CREATE, "mars", "newest", 1, Position.START),
                "{\"control\":9}".getBytes(StandardCharsets.UTF_8));
        assertEquals(Outcome.FAILED, unnamed.outcome());
        assertTrue(unnamed.answer().error().contains("a CREATE has no sentAt"), unnamed::toString);
        assertFalse(us.tables().rows().toString().contains("newest"));
    }

    /** What came under one name does not take another one that it may not have. */
    @Test
    void aCopyIsNotRenamedToWhatItMayNotBe() throws IOException {
        us.allow("eu", "realms=copied");
        for (String name : List.of("bank", "master")) {
            var writer = new BatchWriter(
                    new Batch("cut", System.currentTimeMillis(), 0, Optional.empty(), List.of(), List.of()));
            writer.startSection("REALM/REALM", List.of("ID", "NAME"), List.of(COPY));
            writer.row(new Object[] {COPY, name});
            writer.endSection();
            var reply = us.hears(
                    ReceivingRegion.header(MessageType.BATCH, "eu", COPY, 1, new Position(1, 8)), writer.finish());
            assertEquals(Outcome.REFUSED, reply.outcome(), reply::toString);
            assertEquals("copied", us.state(COPY).realmName());
        }
    }

    private ReceivingRegion.Reply create(String from, String realmId, String name) {
        return us.hears(
                ReceivingRegion.header(MessageType.CREATE, from, realmId, 1, Position.START),
                payload(MessageType.CREATE, name));
    }

    private static byte[] payload(MessageType type, String name) {
        Terms terms = new Terms("https://mars.example.test", List.of(), List.of(), Optional.empty());
        return Messages.bytes(
                switch (type) {
                    case CREATE ->
                        new CopyOrder.Create(
                                9, System.currentTimeMillis(), name, "https://mars.example.test", Optional.empty());
                    case STATUS -> new CopyOrder.Status(9, "INACTIVE");
                    case DELETE -> new CopyOrder.Delete(9);
                    case DIGEST -> Question.kinds(List.of(Kind.USER), Question.Repair.BEGUN);
                    case TERMS -> new RoleOrder.Tell(9, terms, Optional.empty());
                    case FOLLOW -> new RoleOrder.Follow(9, terms);
                    case PROMOTE -> new RoleOrder.Promote(9, 2, terms, false);
                    case CANCEL -> new RoleOrder.Cancel(9);
                    case HEARTBEAT -> new Heartbeat(System.currentTimeMillis(), 0, 0, Optional.empty());
                    case DIVERGENCES -> new Inquiry.Divergences(List.of());
                    case READINESS -> new Inquiry.Readiness("us");
                    case PROBE -> new Inquiry.Probe(List.of());
                    case EVENTS -> new Inquiry.Events(List.of());
                    case PREFLIGHT -> new Inquiry.Preflight(name, "https://mars.test", Optional.empty(), List.of());
                    default -> new Inquiry.Primary();
                });
    }
}
