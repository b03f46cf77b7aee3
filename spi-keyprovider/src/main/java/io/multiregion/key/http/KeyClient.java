package io.multiregion.key.http;

import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls the service of one key. A call takes no longer than the time limit, all attempts together: up to two more follow when the service
 * was not reached, was overloaded or failed, with pauses that grow and differ. What a key service does has no effect but its answer, so
 * a call may be made twice.
 */
public final class KeyClient {

    private static final int ATTEMPTS = 3;
    private static final int PAUSE_MILLIS = 50;

    private final String uri;
    private final Duration limit;
    private final Refusals refusals;
    private final HttpClient client;

    public KeyClient(String uri, Duration limit, Refusals refusals) {
        this.uri = uri;
        this.limit = limit;
        this.refusals = refusals;
        // no redirects: a token goes to the address that was configured, and nowhere else
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @return a success; anything else is an exception */
    public ServiceAnswer send(ServiceCall call) {
        long end = System.nanoTime() + limit.toNanos();
        boolean renewed = false;
        for (int attempt = 1; ; attempt++) {
            KeyException failure;
            // credentials come from a service that was asked several times already: its failure is not tried again here
            HttpRequest request = call.request().build();
            try {
                ServiceAnswer answer = once(request, end);
                if (answer.isSuccess()) {
                    return answer;
                }
                failure = refusals.of(uri, answer);
                if (refusals.areOfCredentials(answer) && !renewed && call.credentialsRefused()) {
                    renewed = true;
                    continue;
                }
            } catch (KeyUnavailableException e) {
                failure = e;
            }
            long pause = TimeUnit.MILLISECONDS.toNanos(
                    ThreadLocalRandom.current().nextLong(PAUSE_MILLIS, 2L * PAUSE_MILLIS) << (2 * attempt - 2));
            if (!(failure instanceof KeyUnavailableException)
                    || attempt >= ATTEMPTS
                    || System.nanoTime() + pause >= end) {
                throw failure;
            }
            pause(pause);
        }
    }

    private ServiceAnswer once(HttpRequest request, long end) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new LimitedBody());
        try {
            HttpResponse<byte[]> response = answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new ServiceAnswer(uri, response.statusCode(), response.body());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new KeyUnavailableException(
                    uri,
                    refusals.service() + " did not answer within " + limit.toMillis() + " ms: check it and the network",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof IOException failure ? failure : e;
            throw new KeyUnavailableException(
                    uri,
                    refusals.service() + " was not reached (" + reason(cause) + "): check it and the network",
                    cause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ", " + message);
    }

    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private KeyUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KeyUnavailableException(uri, "interrupted while waiting for " + refusals.service(), e);
    }
}
