package io.multiregion.engine.peer.carrier;

import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.settings.BaseUrl;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Pushes messages to another region's Keycloak, and fetches those that wait there, over HTTPS, or over HTTP where that is allowed. */
public final class HttpTransport implements Transport, Fetching {

    private static final String PATH = "/realms/master/multi-region/messages";
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** A proxy may end a connection that was idle at the very moment when it is used again: then it has taken nothing. */
    private static final int TRIES = 3;

    private static final int LARGE = 1024 * 1024;

    private final HttpClient client;
    private final boolean allowHttp;

    /** @param allowHttp whether messages may go out unencrypted; whoever said the address, none does otherwise */
    public HttpTransport(boolean allowHttp) {
        this(allowHttp, HttpClient.newBuilder());
    }

    /** @param network what this region's network asks for: proxies, a certificate to show */
    public HttpTransport(boolean allowHttp, HttpClient.Builder network) {
        this.allowHttp = allowHttp;
        this.client = network.version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    @Override
    public byte[] exchange(Recipient to, String announcement, byte[] message, Duration patience) {
        URI address = address(to.url());
        return Insistence.until(
                patience,
                address.toString(),
                left -> said(address, once(address, announcement, message, left, Envelope.MAX_MESSAGE)));
    }

    @Override
    public byte[] fetch(URI region, String announcement, byte[] answer, Duration patience) {
        URI address = address(region);
        Said said = said(
                address, once(address, announcement, answer, patience, Envelope.MAX_MESSAGE + 2 * Fetching.MOST_BYTES));
        if (said.status() != Said.DONE) {
            throw new TransportException(new Refused(address.toString(), said).trouble());
        }
        return said.body();
    }

    private URI address(URI region) {
        if (!allowHttp && BaseUrl.isPlain(region)) {
            throw new TransportException(
                    Trouble.of(Remedy.CHANGE_IN_PRIMARY, "nothing is sent to " + region + ": " + BaseUrl.WHY_HTTPS));
        }
        return URI.create(region + PATH);
    }

    private static Said said(URI address, HttpResponse<byte[]> response) {
        if (response.statusCode() == Said.DONE && isOfSomethingElse(response)) {
            throw new TransportException(
                    address + " answered with a page, or compressed: something else than a region is there, or a proxy"
                            + " on the way answers for it; have it let POST to this path through, unchanged");
        }
        return new Said(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Server").orElse(""),
                response.headers().firstValue("Location").orElse(""));
    }

    /** Whether an answer of 200 is something else's: no region answers with text, and nobody was asked to compress. */
    private static boolean isOfSomethingElse(HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return Set.of("text", "image").contains(type.split("/")[0])
                || response.headers().firstValue("Content-Encoding").isPresent();
    }

    private HttpResponse<byte[]> once(URI address, String announcement, byte[] message, Duration patience, int most) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Content-Type", "application/octet-stream")
                .header(Announcements.FIELD, announcement)
                .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        long end = System.nanoTime() + patience.toNanos();
        for (int tried = 1; ; tried++) {
            AtomicBoolean answered = new AtomicBoolean();
            CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, response -> {
                answered.set(true);
                return new BoundedBody(most);
            });
            try {
                // the request's own timeout ends with the answer's first line
                return answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                if (tried == TRIES
                        || answered.get()
                        || !isDropped(e.getCause())
                        || end - System.nanoTime() < Insistence.LEAST_NANOS) {
                    throw unreachable(address, message.length, e.getCause());
                }
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw unreachable(address, message.length, new HttpTimeoutException("request timed out"));
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new TransportException("interrupted while waiting for " + address, e);
            }
        }
    }

    /** Whether a connection was there, and ended. Should the message have arrived all the same, then it does not count twice. */
    private static boolean isDropped(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof HttpTimeoutException)
                && !(failure instanceof ConnectException)
                && !(failure instanceof SSLHandshakeException);
    }

    private static TransportException unreachable(URI address, int length, Throwable failure) {
        return new TransportException(
                "no answer from " + address + " (" + reason(failure) + "): " + whatToDo(length, failure), failure);
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String whatToDo(int length, Throwable failure) {
        if (failure instanceof SSLException) {
            return "does this region trust what is there (truststore-paths), and show the certificate that it asks for"
                    + " (tls-key-store)?";
        }
        return length > LARGE && isDropped(failure)
                ? "is the region up, and does each proxy on the way pass bodies of 10 MB?"
                : "is the region up, and reachable from here?";
    }
}
