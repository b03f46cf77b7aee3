package io.multiregion.replication.ship;

import io.multiregion.replication.seal.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Pushes messages to the other region's Keycloak over HTTP(S). */
public final class HttpTransport implements Transport {

    private static final String PATH = "/realms/master/multi-region/messages";
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    @Override
    public byte[] exchange(URI region, byte[] message, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(region + PATH))
                .timeout(patience)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new TransportFailure(refusal(region, response.statusCode()));
                }
                byte[] answer = body.readNBytes(Envelope.MAX_MESSAGE + 1);
                if (answer.length > Envelope.MAX_MESSAGE) {
                    throw new TransportFailure(region + " answered with more than " + Envelope.MAX_MESSAGE
                            + " bytes: is it a Keycloak with this extension?");
                }
                return answer;
            }
        } catch (IOException e) {
            throw new TransportFailure(
                    "no answer from " + region + " (" + reason(e) + "): is the region up, and reachable from here?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportFailure("interrupted while waiting for " + region, e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String refusal(URI region, int status) {
        return switch (status) {
            case 403 ->
                region + " did not accept the message: exchange the regions' certificates, and look at the log there";
            case 404 -> region + " has no multi-region endpoint: install the extension there and set its region name";
            case 413 -> region + " takes no request of this size: let its proxy pass 10 MB";
            default -> region + " answered with HTTP status " + status + ": look at the log there";
        };
    }
}
