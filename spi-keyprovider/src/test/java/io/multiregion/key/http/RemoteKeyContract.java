package io.multiregion.key.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.CertificateIssuer;
import io.multiregion.key.GoldenVector;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.KeySourceContract;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.FakeService.Reply;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all keys in services do alike, also when their service does not do its part. Every service holds the pairs {@code rsa} and {@code
 * ec}, which have certificates, and the keys {@code wraps} and {@code wraps2}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RemoteKeyContract<S extends FakeService> extends KeySourceContract {

    protected final S service;
    protected Path directory;
    private final CertificateIssuer issuer = new CertificateIssuer();

    protected RemoteKeyContract(S service) {
        this.service = service;
    }

    @BeforeAll
    final void open(@TempDir Path temporary) throws Exception {
        directory = temporary;
        fill();
    }

    @AfterAll
    final void close() {
        service.close();
    }

    @AfterEach
    final void works() {
        service.works();
    }

    /** Puts the keys into the service, and what gives access to it into the directory. */
    protected abstract void fill() throws Exception;

    /** The pair is the next version of the key, and has a certificate. */
    protected final void certify(String key, KeyPair pair) {
        service.add(key, pair);
        issuer.pem(certificate(key), pair.getPublic());
    }

    /** The place of keys as it is with these variables in the environment. */
    protected abstract KeySource source(Map<String, String> environment);

    /** What lets a caller in. */
    protected abstract Map<String, String> environment();

    /** What also lets a caller in, where it does not come from the environment. */
    protected char[] password() {
        return null;
    }

    protected abstract String uri(String key);

    /** With the version that has the certificate, where keys have versions. */
    protected String identityUri(String key) {
        return uri(key);
    }

    /** The kind of keys that wrap. */
    protected String goldenKey() {
        return "aes";
    }

    protected final IdentityKey identity(String key) {
        return source(environment()).identity(with(identityUri(key), "certificate=" + certificate(key)), password());
    }

    protected final WrappingKey wrapping(String key) {
        return source(environment()).wrapping(uri(key), password());
    }

    private Path certificate(String key) {
        return directory.resolve(key + ".pem");
    }

    private static String with(String uri, String parameter) {
        return uri + (uri.contains("?") ? "&" : "?") + parameter;
    }

    @Override
    protected final IdentityKey rsa() {
        return identity("rsa");
    }

    @Override
    protected final IdentityKey ec() {
        return identity("ec");
    }

    @Override
    protected final WrappingKey wrapping() {
        return wrapping("wraps");
    }

    @Override
    protected WrappingKey anotherWrapping() {
        return wrapping("wraps2");
    }

    /** With a time limit of half a second. */
    protected final WrappingKey impatient() {
        return source(environment()).wrapping(with(uri("wraps"), "timeout=500"), password());
    }

    /** With credentials that the service does not know. */
    protected abstract WrappingKey stranger();

    /** What the service says of a caller who asks too often. */
    protected abstract Reply throttled();

    /** What the service says of a caller who is not permitted. */
    protected abstract List<Reply> refusals();

    @Test
    void unwrapsWhatWasWrappedBefore() throws Exception {
        service.add("golden", GoldenVector.key(goldenKey()));
        KeySource source = source(environment());
        byte[] wrapped = GoldenVector.wrapped(source.scheme(), goldenKey());
        assertArrayEquals(DATA_KEY, source.wrapping(uri("golden"), password()).unwrap(wrapped, CONTEXT));
    }

    @Test
    void aServiceInTroubleIsAskedThreeTimes() {
        WrappingKey key = wrapping();
        IdentityKey rsa = rsa();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        for (Reply trouble : troubles()) {
            service.fails(Integer.MAX_VALUE, trouble);
            unavailable(() -> key.unwrap(wrapped, CONTEXT));
            assertEquals(3, service.requests(), trouble.toString());
            service.works();
            assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        }
        service.fails(Integer.MAX_VALUE, throttled());
        unavailable(() -> key.wrap(DATA_KEY, CONTEXT));
        unavailable(() -> rsa.sign(DATA_KEY));
        unavailable(() -> rsaToDecrypt().decrypt(new byte[256]));
    }

    @Test
    void aMomentOfTroubleIsNotNoticed() {
        WrappingKey key = wrapping();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        for (Reply trouble : troubles()) {
            service.fails(2, trouble);
            assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
            assertEquals(3, service.requests());
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
        service.fails(Integer.MAX_VALUE, Reply.NEVER);
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
            service.fails(Integer.MAX_VALUE, refusal);
            denied(() -> key.unwrap(wrapped, CONTEXT));
            denied(() -> key.wrap(DATA_KEY, CONTEXT));
            denied(() -> rsa().sign(DATA_KEY));
            service.works();
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
            service.fails(Integer.MAX_VALUE, strange);
            unavailable(() -> key.unwrap(wrapped, CONTEXT));
            unavailable(() -> key.wrap(DATA_KEY, CONTEXT));
            unavailable(() -> rsa().sign(DATA_KEY));
        }
        service.fails(Integer.MAX_VALUE, new Reply(302, new byte[0]));
        denied(() -> key.unwrap(wrapped, CONTEXT));
    }

    /** Credentials from there are kept while they are good, and fetched anew once when the service says that they have expired. */
    protected final void assertWorks(Map<String, String> environment) {
        WrappingKey key = source(environment).wrapping(uri("wraps"), null);
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        assertUnwrapsAtOnce(key, wrapped);
        service.expire();
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        assertUnwrapsAtOnce(key, wrapped);
    }

    private void assertUnwrapsAtOnce(WrappingKey key, byte[] wrapped) {
        service.works();
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        assertEquals(1, service.requests());
    }

    /** The name of the version stands behind the first three bytes of what it wrapped. */
    protected final void assertUnwrapsAfterRotation(Object first, String firstName, Object second, String secondName) {
        service.add("rotates", first);
        WrappingKey key = wrapping("rotates");
        byte[] before = key.wrap(DATA_KEY, CONTEXT);
        service.add("rotates", second);
        byte[] after = key.wrap(DATA_KEY, CONTEXT);
        assertEquals(firstName, new String(before, 3, firstName.length()));
        assertEquals(secondName, new String(after, 3, secondName.length()));
        assertArrayEquals(DATA_KEY, key.unwrap(before, CONTEXT));
        assertArrayEquals(DATA_KEY, key.unwrap(after, CONTEXT));
    }

    protected static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }
}
