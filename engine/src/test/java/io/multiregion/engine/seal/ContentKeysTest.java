package io.multiregion.engine.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.seal.cms.ContentKey;
import io.multiregion.engine.seal.cms.EncryptedPart;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.cms.OutgoingKey;
import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import io.multiregion.key.KeyDeniedException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content keys are used for many messages, but never twice with one nonce, never for two realms, and not for long. */
class ContentKeysTest {

    private static final byte[] PAYLOAD = {1, 2, 3};
    private static final KeyLimits FIFTY = new KeyLimits(50, Duration.ofMinutes(10), 256);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final TestRegion eu = TestRegion.ec("eu");
    private final TestRegion us = TestRegion.ec("us");
    private final WatchedKey key = new WatchedKey(us.key());
    private final Envelope sender = new Envelope("eu", eu.keys(), new TestTrust(us), KeyLimits.USUAL, nanos::get);
    private final Envelope recipient =
            new Envelope("us", TestRegion.keys(key), new TestTrust(eu), KeyLimits.USUAL, nanos::get);

    private byte[] sealed(String realmId) {
        return sender.seal(Headers.batch("eu", "us", realmId), PAYLOAD);
    }

    private void opens(byte[] message) throws NotAcceptedException {
        assertArrayEquals(PAYLOAD, recipient.open(message).payload());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void noNonceIsUsedTwiceWithAKey(String kind) throws Exception {
        TestRegion to = TestRegion.of("us", kind);
        OutgoingKeys keys = new OutgoingKeys(new SecureRandom(), FIFTY, nanos::get);
        KeyPurpose purpose = KeyPurpose.of(Headers.batch("eu", "us"));
        Callable<List<OutgoingKey.Use>> task = () -> {
            List<OutgoingKey.Use> uses = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                uses.add(keys.next(purpose, to.certificate()));
            }
            return uses;
        };
        Map<RecipientInfo, Set<ByteBuffer>> nonces = new HashMap<>();
        int all = 0;
        var threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<List<OutgoingKey.Use>> uses :
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> task).toList())) {
                for (OutgoingKey.Use use : uses.get()) {
                    assertEquals(12, use.nonce().length);
                    assertArrayEquals(use.nonce(), use.cipher().getIV());
                    nonces.computeIfAbsent(use.wrapped(), wrapped -> new HashSet<>())
                            .add(ByteBuffer.wrap(use.nonce()));
                    all++;
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(
                all, nonces.values().stream().mapToInt(Set::size).sum(), "as many pairs of key and nonce as messages");
        assertTrue(nonces.values().stream().allMatch(each -> each.size() <= FIFTY.messages()));
        assertEquals(4000 / FIFTY.messages(), nonces.size());
    }

    @Test
    void theKeyServiceIsAskedOnceForAThousandMessages() throws NotAcceptedException {
        for (int i = 0; i < 1000; i++) {
            opens(sealed("acme"));
        }
        assertEquals(1, key.opened.get());
        opens(sealed("acme"));
        assertEquals(2, key.opened.get());
    }

    @Test
    void afterTenMinutesBothSidesForget() throws NotAcceptedException {
        byte[] first = sealed("acme");
        opens(first);
        nanos.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        byte[] second = sealed("acme");
        opens(second);
        assertEquals(wrapped(first), wrapped(second));
        assertEquals(1, key.opened.get());
        nanos.addAndGet(1);
        assertNotEquals(wrapped(first), wrapped(sealed("acme")));
        opens(first);
        assertEquals(2, key.opened.get());
        key.failure = new KeyDeniedException("test:us", "disabled", null);
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThrows(NotAcceptedException.class, () -> recipient.open(first));
    }

    @Test
    void whoStartsAnewOpensWhatASenderIsInTheMiddleOf() throws NotAcceptedException {
        sealed("acme");
        sealed("acme");
        opens(sealed("acme"));
    }

    @Test
    void eachRealmHasItsOwn() throws NotAcceptedException {
        byte[] acme = sealed("acme");
        byte[] other = sealed("other");
        assertNotEquals(wrapped(acme), wrapped(other));
        opens(acme);
        opens(other);
        assertEquals(2, key.opened.get());
    }

    /** A sender that breaks the rule, with a message that is well made otherwise. */
    @Test
    void theKeyOfOneRealmOpensNoOther() throws Exception {
        OutgoingKeys keys = new OutgoingKeys(new SecureRandom(), KeyLimits.USUAL, nanos::get);
        Header acme = Headers.batch("eu", "us", "acme");
        Header other = Headers.batch("eu", "us", "other");
        byte[] good = message(acme, keys.next(KeyPurpose.of(acme), us.certificate()));
        byte[] bad = message(other, keys.next(KeyPurpose.of(acme), us.certificate()));
        assertEquals(wrapped(good), wrapped(bad));

        String reason = "the content key is not one for this realm, sender and recipient";
        assertEquals(
                reason,
                assertThrows(NotAcceptedException.class, () -> recipient.open(bad))
                        .reason());
        opens(good);
        assertEquals(
                reason,
                assertThrows(NotAcceptedException.class, () -> recipient.open(bad))
                        .reason());
        opens(good);
        assertEquals(3, key.opened.get(), "the refused one was neither kept nor taken from what was kept");
    }

    private byte[] message(Header header, OutgoingKey.Use use) throws Exception {
        byte[] bytes = new HeaderFormat().encode(header);
        ByteBuffer plain = new PlainText(bytes, use.seed(), PAYLOAD).encode(new Compression(1000));
        return SignedPart.sign(bytes, EncryptedPart.encrypt(plain, use), eu.key())
                .encode(eu.certificate().getPublicKey());
    }

    @Test
    void aNewCertificateOfTheRecipientHasANewKey() throws NotAcceptedException {
        TestKey next = TestRegion.ec("us").key();
        Map<String, List<X509Certificate>> trusted = new HashMap<>();
        trusted.put("us", List.of(us.certificate()));
        Envelope from = new Envelope("eu", eu.keys(), new TestTrust(trusted));
        byte[] before = from.seal(Headers.batch("eu", "us"), PAYLOAD);
        trusted.put("us", List.of(next.certificate(), us.certificate()));
        byte[] after = from.seal(Headers.batch("eu", "us"), PAYLOAD);
        Envelope both = new Envelope("us", TestRegion.keys(next, us.key()), new TestTrust(eu));
        assertArrayEquals(PAYLOAD, both.open(before).payload());
        assertArrayEquals(PAYLOAD, both.open(after).payload());
        assertThrows(NotAcceptedException.class, () -> recipient.open(after));
    }

    @Test
    void fewAreKeptAndTheRestIsDropped() throws Exception {
        List<String> dropped = new ArrayList<>();
        KeyCache<Integer, String> cache = new KeyCache<>(2, Duration.ofNanos(10), nanos::get, dropped::add);
        cache.put(1, "a");
        cache.put(2, "b");
        assertTrue(cache.get(1).isPresent());
        cache.put(3, "c");
        assertEquals(List.of("b"), dropped, "the one that was not used for the longest time");
        cache.put(3, "d");
        assertEquals(List.of("b", "c"), dropped);
        nanos.addAndGet(10);
        assertTrue(cache.get(1).isEmpty());
        assertEquals(Set.of("a", "b", "c", "d"), Set.copyOf(dropped));
    }

    @Test
    void aDroppedKeyIsOverwritten() throws Exception {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        ContentKey held = new ContentKey(bytes);
        assertTrue(held.cipher(Cipher.ENCRYPT_MODE, new byte[12]).isPresent());
        held.destroy();
        assertArrayEquals(new byte[32], bytes);
        assertTrue(held.cipher(Cipher.ENCRYPT_MODE, new byte[12]).isEmpty());
        assertFalse(held.is(new byte[32]), "not what it was overwritten with");
        assertThrows(IllegalStateException.class, held::getEncoded);

        byte[] seed = {1, 2, 3};
        OutgoingKey sealing = new OutgoingKey(new ContentKey(new byte[32]), null, seed, 5);
        assertTrue(sealing.next().isPresent());
        sealing.drop();
        assertArrayEquals(new byte[3], seed);
        assertTrue(sealing.next().isEmpty());
    }

    private static RecipientInfo wrapped(byte[] message) throws NotAcceptedException {
        return EncryptedPart.read(SignedPart.read(message).content()).wrapped();
    }
}
