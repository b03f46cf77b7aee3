package io.multiregion.lab;

import io.multiregion.key.RegionKeys;
import io.multiregion.key.TrustDirectory;
import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Json;
import io.multiregion.replication.seal.Envelope;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.seal.NotAccepted;
import io.multiregion.replication.seal.Opened;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** One who holds a region's key, and writes to other regions in its name. */
final class Correspondent {

    /** An answer that another region has sealed. */
    record Reply(Header header, Answer answer) {}

    private static final String PATH = "/realms/master/multi-region/messages";

    private final Envelope envelope;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param keys where the region's key pair is
     * @param trust the directory with the certificates that the region trusts
     */
    Correspondent(String region, Keys keys, Path trust) {
        this.envelope = new Envelope(
                region, RegionKeys.at(keys.location(region), Keys.PASSWORD.toCharArray()), new TrustDirectory(trust));
    }

    byte[] seal(Header header, byte[] payload) {
        return envelope.seal(header, payload);
    }

    Opened open(byte[] message) {
        try {
            return envelope.open(message);
        } catch (NotAccepted e) {
            throw new AssertionError(e.reason(), e);
        }
    }

    /** Posts a body as it is. */
    HttpResponse<byte[]> post(URI region, byte[] body) {
        var request = HttpRequest.newBuilder(region.resolve(PATH))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Posts a sealed message and opens the sealed answer. */
    Reply say(URI region, byte[] message) {
        var response = post(region, message);
        if (response.statusCode() != 200) {
            throw new AssertionError("HTTP status " + response.statusCode() + ": " + new String(response.body()));
        }
        var opened = open(response.body());
        try {
            return new Reply(opened.header(), Json.read(opened.payload(), Answer.class));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
