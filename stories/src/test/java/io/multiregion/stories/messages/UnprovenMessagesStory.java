package io.multiregion.stories.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.lab.setup.Keys;
import io.multiregion.stories.props.Correspondent;
import io.multiregion.stories.region.Alone;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Promise F: a message whose sender is not proven, or who is not trusted, is not accepted, and its sender is told no more than that. */
@Alone
final class UnprovenMessagesStory extends InTheNameOfEu {

    private static final String NOT_ACCEPTED = "{\"error\":\"not_accepted\"}";

    @Test
    void garbageIsNotAccepted() {
        var random = new byte[5000];
        new Random(7).nextBytes(random);
        for (var garbage : List.of(random, new byte[0], "{}".getBytes(StandardCharsets.UTF_8), new byte[] {
            0x30, (byte) 0x84, 0x7f, -1, -1, -1
        })) {
            assertNotAccepted(eu.post(us, announced(), garbage));
            assertNotAccepted(eu.post(us, "eu", garbage));
            var unannounced = eu.post(us, null, garbage);
            assertEquals(400, unannounced.statusCode());
            assertTrue(new String(unannounced.body(), StandardCharsets.UTF_8).contains("Multi-Region-Header"));
        }
        assertNothingChanged();
    }

    /** Of a message that could be. */
    private String announced() {
        return eu.announce(header(MessageType.BATCH, "eu", "us", next()));
    }

    @Test
    void aTamperedMessageIsNotAccepted() {
        var header = header(MessageType.BATCH, "eu", "us", At.of(reached()));
        var message = eu.seal(header, Forged.bytes(recorded));
        var announcement = eu.announce(header);
        for (int i = 0; i < 40; i++) {
            var tampered = message.clone();
            tampered[message.length / 40 * i] ^= 1 << i % 8;
            assertNotAccepted(eu.post(us, announcement, tampered));
        }
        assertNotAccepted(eu.post(us, announcement, Arrays.copyOf(message, message.length - 1)));
        assertNotAccepted(eu.post(us, announcement, Arrays.copyOf(message, message.length + 1)));
        assertNotAccepted(eu.post(us, announced(), message));
        assertNothingChanged();
    }

    @Test
    void anUntrustedRegionIsNotAccepted() throws IOException {
        var mars = stranger("mars");
        assertNotAccepted(mars.post(
                us, mars.seal(header(MessageType.BATCH, "mars", "us", At.of(reached())), Forged.bytes(recorded))));
        var impostor = stranger("eu");
        assertNotAccepted(impostor.post(
                us, impostor.seal(header(MessageType.BATCH, "eu", "us", At.of(reached())), Forged.bytes(recorded))));
        assertNothingChanged();
    }

    @Test
    void aMessageForAnotherRegionIsNotAccepted() throws IOException {
        var directory = Files.createTempDirectory("keys-of-mars");
        var keys = new Keys(directory);
        keys.make("mars");
        var sender = new Correspondent("eu", regions.keys(), keys.trust("sender", List.of("mars")));
        assertNotAccepted(sender.post(
                us, sender.seal(header(MessageType.BATCH, "eu", "mars", At.of(reached())), Forged.bytes(recorded))));
        assertNothingChanged();
    }

    @Test
    void anOversizedMessageIsNotAccepted() {
        assertNotAccepted(eu.post(us, announced(), new byte[Envelope.MAX_MESSAGE]));
        assertEquals(413, eu.announceLength(us, announced(), Envelope.MAX_MESSAGE + 1));
        assertEquals(413, eu.announceLength(us, announced(), 12 << 20), "Keycloak's own limit");
        assertNothingChanged();
    }

    /** The peer is told the same as ever; the reason is in this region's log. */
    @Test
    void aRevokedRegionIsNotAccepted() throws IOException {
        regions.keys().make("venus");
        var certificate = regions.trust("us").resolve("venus.pem");
        regions.keys().certificate("venus", certificate);
        var venus = new Correspondent("venus", regions.keys(), regions.trust("eu"));
        var message =
                venus.seal(header(MessageType.CLAIM, "venus", "us", At.of(reached())), about(MessageType.CLAIM, 99));
        assertEquals(Outcome.REFUSED, venus.say(us, message).answer().outcome(), "trusted, but not with this realm");
        Files.delete(certificate);
        assertNotAccepted(venus.post(us, message));
        assertEquals(
                1,
                regions.us()
                        .logged("(was not accepted: the sender venus is not trusted)")
                        .size());
        assertNothingChanged();
    }

    private static void assertNotAccepted(HttpResponse<byte[]> response) {
        assertEquals(403, response.statusCode());
        assertEquals(NOT_ACCEPTED, new String(response.body(), StandardCharsets.UTF_8));
    }
}
