package io.multiregion.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.part.StreamId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The checks before every act, in their order: each message has all against it that comes after the check that stops it, and a payload
 * that no act can read.
 */
class AdmittanceTest {

    private static final String REALM = "realm-1";
    private static final Position AT = new Position(1, 7);
    private static final byte[] GARBAGE = "{".getBytes(StandardCharsets.UTF_8);

    private final ReceivingRegion us = new ReceivingRegion();

    @BeforeEach
    void aCopy() {
        us.holdsCopy(REALM, "acme");
    }

    @AfterEach
    void close() {
        us.close();
    }

    private ReceivingRegion.Reply told(MessageType type, String from, long epoch, String stream, String schema) {
        Header plain = ReceivingRegion.header(type, from, REALM, epoch, AT);
        return us.hears(
                new Header(
                        type,
                        plain.realmId(),
                        plain.from(),
                        plain.to(),
                        plain.epoch(),
                        plain.base(),
                        plain.position(),
                        plain.messageId(),
                        plain.inReplyTo(),
                        1,
                        1,
                        schema,
                        stream),
                GARBAGE);
    }

    private static void assertSays(String expected, ReceivingRegion.Reply reply) {
        assertTrue(reply.answer().error().contains(expected), reply::toString);
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"CREATE", "HEARTBEATS", "PREFLIGHT", "UNKNOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void aStrangerIsTheFirstThingSeen(MessageType type) {
        assertSays("holds no replica of this realm", told(type, "mars", 0, StreamId.next(), "another"));
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {
                "BATCH",
                "DIGEST",
                "DIVERGENCES",
                "HEARTBEAT",
                "STATUS",
                "TERMS",
                "DELETE",
                "READINESS",
                "PROBE",
                "REPLY",
                "PASS",
                "FETCH"
            })
    void thenWhoIsNotFollowedAndThenAnotherStream(MessageType type) {
        assertEquals(
                Outcome.STALE_EPOCH,
                told(type, "ap", 0, StreamId.next(), "another").outcome());
        assertEquals(
                Outcome.NOT_FOLLOWING,
                told(type, "ap", 2, StreamId.next(), "another").outcome());
        assertSays("is fed by another stream", told(type, "eu", 1, StreamId.next(), "another"));
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"BATCH", "DIGEST", "DIVERGENCES"})
    void thenOtherTablesOfWhatCarriesOrComparesRows(MessageType type) {
        assertEquals(
                Outcome.SCHEMA,
                told(type, "eu", 1, ReceivingRegion.STREAM, "another").outcome());
        assertEquals(
                Outcome.FAILED,
                told(type, "eu", 1, ReceivingRegion.STREAM, ReceivingRegion.SCHEMA)
                        .outcome(),
                "it reached its act");
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"HEARTBEAT", "STATUS", "TERMS", "DELETE", "READINESS", "PROBE"})
    void nothingElseWaitsForTables(MessageType type) {
        assertEquals(
                Outcome.FAILED,
                told(type, "eu", 1, ReceivingRegion.STREAM, "another").outcome(),
                "it reached its act");
    }

    /** Who the primary is, is a matter of epochs: only the act itself looks at them. */
    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"FOLLOW", "PROMOTE"})
    void whatIsAboutTheRoleReachesItsActFromEachHolder(MessageType type) {
        for (String from : new String[] {"ap", "eu"}) {
            assertEquals(
                    Outcome.FAILED,
                    told(type, from, 1, StreamId.next(), "another").outcome(),
                    from);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"REPLY", "PASS", "FETCH"})
    void whatIsNoOrderIsRefused(MessageType type) {
        assertSays("is no order", told(type, "eu", 1, ReceivingRegion.STREAM, ReceivingRegion.SCHEMA));
    }
}
