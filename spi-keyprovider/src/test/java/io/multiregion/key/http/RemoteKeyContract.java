package io.multiregion.key.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySourceContract;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.FakeService.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What all keys in services do alike when their service does not do its part. */
public abstract class RemoteKeyContract extends KeySourceContract {

    protected abstract FakeService service();

    /** With a time limit of half a second. */
    protected abstract WrappingKey impatient();

    /** With credentials that the service does not know. */
    protected abstract WrappingKey stranger();

    /** What the service says of a caller who asks too often. */
    protected abstract Reply throttled();

    /** What the service says of a caller who is not permitted. */
    protected abstract List<Reply> refusals();

    @AfterEach
    void works() {
        service().works();
    }

    @Test
    void aServiceInTroubleIsAskedThreeTimes() {
        WrappingKey key = wrapping();
        IdentityKey rsa = rsa();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        for (Reply trouble : troubles()) {
            service().fails(Integer.MAX_VALUE, trouble);
            unavailable(() -> key.unwrap(wrapped, CONTEXT));
            assertEquals(3, service().requests(), trouble.toString());
            service().works();
            assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        }
        service().fails(Integer.MAX_VALUE, throttled());
        unavailable(() -> key.wrap(DATA_KEY, CONTEXT));
        unavailable(() -> rsa.sign(DATA_KEY));
        unavailable(() -> rsaToDecrypt().decrypt(new byte[256]));
    }

    @Test
    void aMomentOfTroubleIsNotNoticed() {
        WrappingKey key = wrapping();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        for (Reply trouble : troubles()) {
            service().fails(2, trouble);
            assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
            assertEquals(3, service().requests());
        }
    }

    private List<Reply> troubles() {
        return Stream.concat(
                        Stream.of(throttled()),
                        Stream.of(Reply.HANGS_UP, new Reply(429, new byte[0]), new Reply(503, "<html>".getBytes())))
                .toList();
    }

    @Test
    void aSilentServiceIsNotWaitedFor() {
        WrappingKey key = impatient();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        service().fails(Integer.MAX_VALUE, Reply.NEVER);
        long start = System.nanoTime();
        String message = unavailable(() -> key.unwrap(wrapped, CONTEXT)).getMessage();
        assertTrue(message.contains("did not answer within 500 ms"), message);
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 5000);
    }

    @Test
    void whoIsNotPermittedIsToldSoAtOnce() {
        WrappingKey key = wrapping();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        for (Reply refusal : refusals()) {
            service().fails(Integer.MAX_VALUE, refusal);
            denied(() -> key.unwrap(wrapped, CONTEXT));
            denied(() -> key.wrap(DATA_KEY, CONTEXT));
            denied(() -> rsa().sign(DATA_KEY));
            service().works();
            assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        }
    }

    @Test
    void aStrangerIsRefused() {
        String message = denied(() -> stranger().wrap(DATA_KEY, CONTEXT)).getMessage();
        assertTrue(message.contains("check credentials, clock and permissions"), message);
    }

    @Test
    void whatNoKeyServiceSaysIsNotTaken() {
        WrappingKey key = wrapping();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        for (Reply strange : List.of(
                new Reply(200, "<html>a portal</html>".getBytes()),
                new Reply(200, "{}".getBytes()),
                new Reply(200, "[1]".getBytes()),
                new Reply(200, new byte[1_000_000]))) {
            service().fails(Integer.MAX_VALUE, strange);
            unavailable(() -> key.unwrap(wrapped, CONTEXT));
            unavailable(() -> key.wrap(DATA_KEY, CONTEXT));
            unavailable(() -> rsa().sign(DATA_KEY));
        }
        service().fails(Integer.MAX_VALUE, new Reply(302, new byte[0]));
        denied(() -> key.unwrap(wrapped, CONTEXT));
    }

    protected static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }
}
