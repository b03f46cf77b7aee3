package io.multiregion.engine.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.header.Opened;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeTest {

    private static final TestRegion EU_RSA = TestRegion.rsa("eu");
    private static final TestRegion US_RSA = TestRegion.rsa("us");
    private static final TestRegion EU_EC = TestRegion.ec("eu");
    private static final TestRegion US_EC = TestRegion.ec("us");

    @ParameterizedTest
    @CsvSource({"RSA,RSA", "EC,EC", "RSA,EC", "EC,RSA"})
    void whatIsSealedOpens(String from, String to) throws NotAcceptedException {
        TestRegion eu = from.equals("RSA") ? EU_RSA : EU_EC;
        TestRegion us = to.equals("RSA") ? US_RSA : US_EC;
        byte[] payload = "the name of a user".repeat(100).getBytes(StandardCharsets.UTF_8);
        for (Header header : new Header[] {Headers.batch("eu", "us"), Headers.reply("eu", "us")}) {
            byte[] message = eu.trusting(us).seal(header, payload);
            assertFalse(new String(message, StandardCharsets.ISO_8859_1).contains("name of a user"));
            Opened opened = us.trusting(eu).open(message);
            assertEquals(header, opened.header());
            assertArrayEquals(payload, opened.payload());
        }
    }

    /** Regions are upgraded one by one: who the primary is, both understand all the while. */
    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"CREATE", "FOLLOW", "CLAIM", "PROMOTE", "CANCEL", "HEARTBEAT", "HEARTBEATS", "TERMS"})
    void theNextFormatIsUnderstood(MessageType type) throws Exception {
        Header header = Headers.of(type, "eu", "us");
        for (KeyKind kind : KeyKind.values()) {
            Opened opened = kind.us
                    .trusting(kind.eu)
                    .open(NextFormat.seal(kind.eu, kind.us, header, "{\"later\":1}".getBytes(StandardCharsets.UTF_8)));
            assertEquals(header, opened.header());
            assertEquals("{\"later\":1}", new String(opened.payload(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void anEmptyPayload() throws NotAcceptedException {
        byte[] message = EU_EC.trusting(US_EC).seal(Headers.batch("eu", "us"), new byte[0]);
        assertEquals(0, US_EC.trusting(EU_EC).open(message).payload().length);
    }

    @Test
    void noTwoMessagesAreEqual() {
        Envelope eu = EU_RSA.trusting(US_EC);
        byte[] first = eu.seal(Headers.batch("eu", "us"), new byte[100]);
        byte[] second = eu.seal(Headers.batch("eu", "us"), new byte[100]);
        assertFalse(Arrays.equals(first, second));
    }

    @Test
    void theLongestPayloadOpens() throws NotAcceptedException {
        byte[] payload = new byte[Envelope.MAX_PAYLOAD];
        byte[] message = EU_EC.trusting(US_EC).seal(Headers.batch("eu", "us"), payload);
        assertArrayEquals(payload, US_EC.trusting(EU_EC).open(message).payload());
    }

    @Test
    void aMessageThatWouldBeTooLongIsNotSealed() {
        byte[] incompressible = new byte[Envelope.MAX_MESSAGE];
        new Random(1).nextBytes(incompressible);
        Envelope eu = EU_EC.trusting(US_EC);
        Header header = Headers.batch("eu", "us");
        assertThrows(IllegalArgumentException.class, () -> eu.seal(header, incompressible));
        byte[] huge = new byte[Envelope.MAX_PAYLOAD + 1];
        assertThrows(IllegalArgumentException.class, () -> eu.seal(header, huge));
    }

    @Test
    void sealsOnlyForTrustedRegionsAndOnlyAsItself() {
        Envelope eu = EU_EC.trusting(US_EC);
        assertTrue(assertThrows(IllegalStateException.class, () -> eu.seal(Headers.batch("eu", "ap"), new byte[1]))
                .getMessage()
                .contains("region ap is not trusted"));
        assertThrows(IllegalArgumentException.class, () -> eu.seal(Headers.batch("us", "eu"), new byte[1]));
    }

    @Test
    void oneEnvelopeServesManyThreads() throws Exception {
        Envelope eu = EU_EC.trusting(US_RSA, EU_EC);
        Envelope us = US_RSA.trusting(EU_EC);
        Callable<Void> task = () -> {
            for (int i = 0; i < 40; i++) {
                byte[] payload = new byte[1000 + i];
                new Random(i).nextBytes(payload);
                assertArrayEquals(
                        payload,
                        us.open(eu.seal(Headers.batch("eu", "us"), payload)).payload());
                assertArrayEquals(
                        payload,
                        eu.open(eu.seal(Headers.batch("eu", "eu"), payload)).payload());
            }
            return null;
        };
        var threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Void> done :
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> task).toList())) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
