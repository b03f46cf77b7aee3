package io.multiregion.engine.seal.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.Headers;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.TestTrust;
import io.multiregion.engine.seal.WatchedKey;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import io.multiregion.key.KeyUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What goes ahead of a message proves its sender, and costs next to nothing. */
class AnnouncementsTest {

    private static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");

    private final TestRegion eu = TestRegion.ec("eu");
    private final TestRegion us = TestRegion.rsa("us");
    private final TestRegion mars = TestRegion.ec("mars");
    private final WatchedKey euKey = new WatchedKey(eu.key());
    private final WatchedKey usKey = new WatchedKey(us.key());
    private final AtomicLong nanos = new AtomicLong();
    private final Header header = Headers.batch("eu", "us");
    private final Announcements sender = at(NOW, "eu", euKey, new TestTrust(us));
    private final Announcements recipient = at(NOW, "us", usKey, new TestTrust(eu));

    private Announcements at(Instant now, String region, WatchedKey key, TestTrust trust) {
        var envelope = new Envelope(region, TestRegion.keys(key), trust);
        return new Announcements(region, envelope, trust, Clock.fixed(now, ZoneOffset.UTC), nanos::get);
    }

    @Test
    void theHeaderOfATrustedRegionIsProven() throws NotAcceptedException {
        assertEquals(header, recipient.prove(sender.announce(header)));
    }

    @Test
    void aThousandMessagesCostOneSignatureAndOneOpening() throws NotAcceptedException {
        for (int i = 0; i < 1000; i++) {
            recipient.prove(sender.announce(header));
        }
        assertEquals(
                List.of(1, 0, 0, 1),
                List.of(euKey.signed.get(), euKey.opened.get(), usKey.signed.get(), usKey.opened.get()));
    }

    @Test
    void aNewPassIsMadeAfterTenMinutes() throws NotAcceptedException {
        String first = sender.announce(header);
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        String second = sender.announce(header);
        assertEquals(2, euKey.signed.get());
        assertEquals(header, recipient.prove(first));
        assertEquals(header, recipient.prove(second));
    }

    @Test
    void whatIsNotProvenIsNotAccepted() throws NotAcceptedException {
        String good = sender.announce(header);
        String[] parts = good.split("\\.");
        String other = part(new HeaderFormat().encode(Headers.batch("eu", "us", "other")));
        var trust = new TestTrust(us);
        String impostor =
                at(NOW, "eu", new WatchedKey(TestRegion.ec("eu").key()), trust).announce(header);
        String marsOwn = at(NOW, "mars", new WatchedKey(mars.key()), trust).announce(Headers.batch("mars", "us"));
        Map<String, String> attempts = new LinkedHashMap<>();
        attempts.put("", "not of three parts");
        attempts.put(parts[0], "not of three parts");
        attempts.put(good + ".", "not of three parts");
        attempts.put("a".repeat(9000), "has more than");
        attempts.put("!." + parts[1] + "." + parts[2], "base64url");
        attempts.put(good + "=", "base64url");
        attempts.put("." + parts[1] + "." + parts[2], "the header is");
        attempts.put(other + "." + parts[1] + "." + parts[2], "not proven");
        attempts.put(parts[0] + "." + parts[1] + ".", "not proven");
        attempts.put(parts[0] + "." + parts[1] + "." + part(new byte[32]), "not proven");
        attempts.put(parts[0] + ".." + parts[2], "not a sealed message");
        attempts.put(impostor, "signed for a certificate that is not a trusted one");
        attempts.put(marsOwn, "the sender mars is not trusted");
        attempts.put(parts[0] + "." + marsOwn.split("\\.")[1] + "." + parts[2], "the sender mars is not trusted");
        attempts.forEach((announcement, reason) -> {
            String said = assertThrows(NotAcceptedException.class, () -> recipient.prove(announcement), announcement)
                    .reason();
            assertTrue(said.contains(reason), reason + ": " + said);
        });
        assertEquals(0, usKey.opened.get() - 1, "strangers cost no use of the key; the good pass is opened once");
    }

    @Test
    void aMessageForAnotherRegionIsNotAccepted() {
        var both = new TestTrust(us, mars);
        String forMars = at(NOW, "eu", euKey, both).announce(Headers.batch("eu", "mars"));
        assertThrows(NotAcceptedException.class, () -> recipient.prove(forMars));
        assertEquals(0, usKey.opened.get());
    }

    /** A sealed message is no pass, and the pass of one region is not another's, though both are trusted. */
    @Test
    void onlyAPassOfItsOwnProvesARegion() {
        var trust = new TestTrust(eu, mars);
        var recipient = at(NOW, "us", usKey, trust);
        byte[] message = new Envelope("eu", TestRegion.keys(euKey), new TestTrust(us)).seal(header, new byte[40]);
        String[] good = sender.announce(header).split("\\.");
        String ofMars =
                at(NOW, "mars", new WatchedKey(mars.key()), new TestTrust(us)).announce(Headers.batch("mars", "us"));
        for (String pass : List.of(part(message), ofMars.split("\\.")[1])) {
            var refused = assertThrows(
                    NotAcceptedException.class, () -> recipient.prove(good[0] + "." + pass + "." + good[2]));
            assertEquals("what eu shows is no pass of its own", refused.reason());
        }
    }

    @Test
    void anOldPassIsNotBelieved() throws NotAcceptedException {
        String announcement = sender.announce(header);
        for (int minutes : List.of(-61, 61)) {
            var later = at(NOW.plus(Duration.ofMinutes(minutes)), "us", usKey, new TestTrust(eu));
            var refused = assertThrows(NotAcceptedException.class, () -> later.prove(announcement));
            assertTrue(refused.reason().contains("keep the regions' clocks in step"), refused.reason());
        }
        for (int minutes : List.of(-59, 59)) {
            var near = at(NOW.plus(Duration.ofMinutes(minutes)), "us", usKey, new TestTrust(eu));
            assertEquals(header, near.prove(announcement));
        }
    }

    /** What was opened while a region was trusted says nothing after it was revoked, or has another certificate. */
    @Test
    void trustIsAskedEachTime() throws NotAcceptedException {
        var known = new HashMap<>(new TestTrust(eu).known());
        var recipient = at(NOW, "us", usKey, new TestTrust(known));
        String announcement = sender.announce(header);
        assertEquals(header, recipient.prove(announcement));
        known.put("eu", List.of(TestRegion.ec("eu").certificate()));
        assertThrows(NotAcceptedException.class, () -> recipient.prove(announcement));
        known.clear();
        assertThrows(NotAcceptedException.class, () -> recipient.prove(announcement));
    }

    @Test
    void aKeyThatIsOutOfReachIsNoFaultOfTheSender() throws NotAcceptedException {
        String announcement = sender.announce(header);
        usKey.failure = new KeyUnavailableException("test:us", "it is away", null);
        assertThrows(KeyUnavailableException.class, () -> recipient.prove(announcement));
        usKey.failure = null;
        assertEquals(header, recipient.prove(announcement));
        usKey.failure = new KeyUnavailableException("test:us", "it is away", null);
        assertEquals(header, recipient.prove(announcement), "the pass is known");
    }

    /** Another message than the one that was announced is not opened, though the same region has sealed it. */
    @Test
    void theMessageIsTheOneAnnounced() throws NotAcceptedException {
        byte[] message = eu.trusting(us).seal(header, new byte[] {1});
        Envelope envelope = us.trusting(eu);
        assertEquals(header, envelope.open(message, header).header());
        var refused = assertThrows(
                NotAcceptedException.class, () -> envelope.open(message, Headers.batch("eu", "us", "other")));
        assertEquals("the message is not the one that eu has announced", refused.reason());
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
