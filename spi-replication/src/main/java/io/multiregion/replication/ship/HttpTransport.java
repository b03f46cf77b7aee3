package io.multiregion.replication.ship;

import io.multiregion.replication.config.BaseUrl;
import io.multiregion.replication.seal.Envelope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Pushes messages to the other region's Keycloak over HTTPS, or over HTTP where that is allowed. */
public final class HttpTransport implements Transport {

    private static final String PATH = "/realms/master/multi-region/messages";
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private final boolean allowHttp;

    /** @param allowHttp whether messages may go out unencrypted; whoever said the address, none does otherwise */
    public HttpTransport(boolean allowHttp) {
        this.allowHttp = allowHttp;
    }

    @Override
    public byte[] exchange(URI region, byte[] message, Duration patience) {
        if (!allowHttp && BaseUrl.isPlain(region)) {
            throw new TransportFailure("nothing is sent to " + region + ": " + BaseUrl.WHY_HTTPS);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(region + PATH))
                .timeout(patience)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, response -> new BoundedBody(Envelope.MAX_MESSAGE));
        try {
            // the request's own timeout ends with the answer's first line
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new TransportFailure(refusal(region, response.statusCode()));
            }
            return response.body();
        } catch (ExecutionException e) {
            throw unreachable(region, e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(region, new IOException("request timed out"));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new TransportFailure("interrupted while waiting for " + region, e);
        }
    }

    private static TransportFailure unreachable(URI region, Throwable failure) {
        return new TransportFailure(
                "no answer from " + region + " (" + reason(failure) + "): is the region up, and reachable from here?",
                failure);
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String refusal(URI region, int status) {
        return switch (status) {
            case 403 ->
                region + " did not accept the message: exchange the regions' certificates, and look at the log there";
            case 404 -> region + " has no multi-region endpoint: install the extension there and set its region name";
            case 413 -> region + " takes no request of this size: let its proxy pass 10 MB";
            case 503 ->
                region
                        + " can't take messages now (HTTP status 503): it can't reach its key, or is starting or stopping;"
                        + " look at the log there";
            default -> region + " answered with HTTP status " + status + ": look at the log there";
        };
    }
}
