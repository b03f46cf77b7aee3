package io.multiregion.engine.peer.transport;

import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.settings.BaseUrl;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Pushes messages to the other region's Keycloak over HTTPS, or over HTTP where that is allowed. */
public final class HttpTransport implements Transport {

    private static final String PATH = "/realms/master/multi-region/messages";
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** What the answer of a region says that has no room. */
    private static final String BUSY = "\"busy\"";

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** With less time left than this, it is not worth asking again. */
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

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
    public byte[] exchange(URI region, String announcement, byte[] message, Duration patience) {
        if (!allowHttp && BaseUrl.isPlain(region)) {
            throw new TransportException(
                    Trouble.of(Remedy.CHANGE_IN_PRIMARY, "nothing is sent to " + region + ": " + BaseUrl.WHY_HTTPS));
        }
        long end = System.nanoTime() + patience.toNanos();
        for (long longest = FIRST_PAUSE_NANOS; ; longest = Math.min(2 * longest, LONGEST_PAUSE_NANOS)) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            HttpResponse<byte[]> response = once(region, announcement, message, left);
            if (response.statusCode() == 200) {
                return response.body();
            }
            long pause = ThreadLocalRandom.current().nextLong(longest / 4, longest);
            if (!isBusy(response) || end - System.nanoTime() - pause < LEAST_NANOS) {
                throw new TransportException(Trouble.of(remedy(response), refusal(region, response)));
            }
            LockSupport.parkNanos(pause);
        }
    }

    /** It has taken nothing of the message, and will have room again in a moment. */
    private static boolean isBusy(HttpResponse<byte[]> response) {
        return response.statusCode() == 503 && new String(response.body(), StandardCharsets.UTF_8).contains(BUSY);
    }

    private HttpResponse<byte[]> once(URI region, String announcement, byte[] message, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(region + PATH))
                .timeout(patience)
                .header("Content-Type", "application/octet-stream")
                .header(Announcements.FIELD, announcement)
                .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, response -> new BoundedBody(Envelope.MAX_MESSAGE));
        try {
            // the request's own timeout ends with the answer's first line
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unreachable(region, e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(region, new IOException("request timed out"));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while waiting for " + region, e);
        }
    }

    private static TransportException unreachable(URI region, Throwable failure) {
        return new TransportException(
                "no answer from " + region + " (" + reason(failure) + "): is the region up, and reachable from here?",
                failure);
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** What neither side is only busy with, or slow at, lasts until somebody changes something. */
    private static Remedy remedy(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 408, 409, 429, 502, 503, 504 -> Remedy.PASSES;
            default -> Remedy.CHANGE_IN_COPY;
        };
    }

    private static String refusal(URI region, HttpResponse<byte[]> response) {
        if (isBusy(response)) {
            return region + " has no room for another message at the moment; what keeps it busy is in its metrics";
        }
        return switch (response.statusCode()) {
            case 403 ->
                region + " did not accept the message: exchange the regions' certificates, and look at the log there";
            case 404 -> region + " has no multi-region endpoint: install the extension there and set its region name";
            case 400, 411 ->
                region + " did not get the whole head of the message: have its proxy pass the fields "
                        + Announcements.FIELD + " (7 KB) and Content-Length";
            case 408 -> region + " did not get the message in time: is the way there slower than 2 Mbit/s?";
            case 409 -> region + " had this message before: it is sent anew";
            case 413 -> region + " takes no request of this size: let its proxy pass 10 MB";
            case 503 ->
                region
                        + " can't take messages now (HTTP status 503): it can't reach its key, or is starting or stopping;"
                        + " look at the log there";
            default -> region + " answered with HTTP status " + response.statusCode() + ": look at the log there";
        };
    }
}
