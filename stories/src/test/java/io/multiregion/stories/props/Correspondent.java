package io.multiregion.stories.props;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.Opened;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.trust.TrustDirectory;
import io.multiregion.lab.setup.Keys;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One who holds a region's key, and writes to other regions in its name. */
public final class Correspondent {

    /** An answer that another region has sealed. */
    public record Reply(Header header, Answer answer) {}

    private static final String PATH = "/realms/master/multi-region/messages";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Envelope envelope;
    private final Announcements announcements;
    private final Map<ByteBuffer, Header> sealed = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param keys where the region's key pair is
     * @param trust the directory with the certificates that the region trusts
     */
    public Correspondent(String region, Keys keys, Path trust) {
        var trusted = new TrustDirectory(trust);
        this.envelope =
                new Envelope(region, RegionKeys.at(keys.location(region), Keys.PASSWORD.toCharArray()), trusted);
        this.announcements = new Announcements(region, envelope, trusted, Clock.systemUTC());
    }

    public byte[] seal(Header header, byte[] payload) {
        var message = envelope.seal(header, payload);
        sealed.put(ByteBuffer.wrap(message), header);
        return message;
    }

    /** What goes ahead of a message with this header. */
    public String announce(Header header) {
        return announcements.announce(header);
    }

    public Opened open(byte[] message) {
        try {
            return envelope.open(message);
        } catch (NotAcceptedException e) {
            throw new AssertionError(e.reason(), e);
        }
    }

    /** Posts a message that was sealed here. */
    public HttpResponse<byte[]> post(URI region, byte[] message) {
        return post(region, announce(sealed.get(ByteBuffer.wrap(message))), message);
    }

    /** Posts a body as it is, announced as something else, or not at all. */
    public HttpResponse<byte[]> post(URI region, String announcement, byte[] body) {
        var request = HttpRequest.newBuilder(region.resolve(PATH))
                .timeout(PATIENCE)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (announcement != null) {
            request.header(Announcements.FIELD, announcement);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /**
     * Announces a body of some length, sends nothing of it, and returns the status: who refuses it for its length does so before it comes,
     * and may hang up while it is sent.
     */
    public int announceLength(URI region, String announcement, int length) {
        var head = "POST " + PATH + " HTTP/1.1\r\nHost: " + region.getAuthority() + "\r\n"
                + "Content-Type: application/octet-stream\r\nContent-Length: " + length + "\r\n"
                + Announcements.FIELD + ": " + announcement + "\r\n\r\n";
        try (var socket = new Socket(region.getHost(), region.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var line =
                    new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Posts a sealed message and opens the sealed answer. */
    public Reply say(URI region, byte[] message) {
        return opened(post(region, message));
    }

    /** Opens a sealed answer. */
    public Reply opened(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError("HTTP status " + response.statusCode() + ": " + new String(response.body()));
        }
        var opened = open(response.body());
        try {
            return new Reply(opened.header(), Messages.answer(opened.payload()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
