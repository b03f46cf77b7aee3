package io.multiregion.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.cipher.RsaOaep;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every place of keys does alike, whatever it is. */
public abstract class KeySourceContract {

    protected static final byte[] DATA_KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    protected static final Map<String, String> CONTEXT = Map.of("realm", "acme", "region", "eu", "use", "data key");

    /** An RSA key that signs. */
    protected abstract IdentityKey rsa();

    /** An EC key that signs. */
    protected abstract IdentityKey ec();

    /** An RSA key that decrypts: the same one where one key may do both. */
    protected IdentityKey rsaToDecrypt() {
        return rsa();
    }

    /** An EC key that agrees on secrets. */
    protected IdentityKey ecToAgree() {
        return ec();
    }

    /** Whether the place offers ECDH at all. */
    protected boolean offersAgreement() {
        return true;
    }

    protected abstract WrappingKey wrapping();

    /** Another key of the same place. */
    protected abstract WrappingKey anotherWrapping();

    /** What must not be seen anywhere. */
    protected abstract String secret();

    @Test
    void signsWithRsa() throws Exception {
        assertSigned("SHA256withRSA", rsa());
    }

    @Test
    void signsWithEc() throws Exception {
        assertSigned("SHA256withECDSA", ec());
    }

    @Test
    void signsAtOnceFromManyThreads() throws Exception {
        IdentityKey key = ec();
        atOnce(() -> {
            assertSigned("SHA256withECDSA", key);
            return null;
        });
    }

    @Test
    void decryptsWhatWasEncryptedForIt() throws Exception {
        IdentityKey key = rsaToDecrypt();
        PublicKey publicKey = key.certificate().getPublicKey();
        assertArrayEquals(DATA_KEY, key.decrypt(RsaOaep.encrypt(publicKey, DATA_KEY)));
    }

    @Test
    void decryptsNothingElse() throws Exception {
        IdentityKey key = rsaToDecrypt();
        byte[] encrypted = RsaOaep.encrypt(key.certificate().getPublicKey(), DATA_KEY);
        byte[] all = new byte[encrypted.length];
        Arrays.fill(all, (byte) 0xff);
        byte[] small = new byte[encrypted.length];
        small[encrypted.length - 1] = 2;
        denied(() -> key.decrypt(flipped(encrypted, encrypted.length - 1)));
        denied(() -> key.decrypt(all));
        denied(() -> key.decrypt(small));
        denied(() -> key.decrypt(new byte[encrypted.length]));
        denied(() -> key.decrypt(new byte[0]));
        denied(() -> key.decrypt(Arrays.copyOf(encrypted, encrypted.length - 1)));
        denied(() -> ec().decrypt(encrypted));
        byte[] forAnother = RsaOaep.encrypt(TestKeys.rsa("of nobody").getPublic(), DATA_KEY);
        denied(() -> key.decrypt(forAnother));
    }

    @Test
    void agreesOnTheSameSecret() throws Exception {
        IdentityKey key = ecToAgree();
        KeyPair other = TestKeys.ec();
        if (!offersAgreement()) {
            denied(() -> key.agree((ECPublicKey) other.getPublic()));
            return;
        }
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(other.getPrivate());
        agreement.doPhase(key.certificate().getPublicKey(), true);
        assertArrayEquals(agreement.generateSecret(), key.agree((ECPublicKey) other.getPublic()));
    }

    @Test
    void agreesWithNoOtherKindOfKey() throws Exception {
        ECPublicKey good = (ECPublicKey) TestKeys.ec().getPublic();
        ECPublicKey anotherCurve = (ECPublicKey) TestKeys.ec("secp384r1").getPublic();
        ECPoint point =
                new ECPoint(good.getW().getAffineX(), good.getW().getAffineY().add(BigInteger.ONE));
        denied(() -> ecToAgree().agree(anotherCurve));
        denied(() -> ecToAgree().agree(new Point(good.getParams(), point)));
        denied(() -> ecToAgree().agree(new Point(good.getParams(), ECPoint.POINT_INFINITY)));
        denied(() -> rsa().agree(good));
    }

    @Test
    void unwrapsWhatItWrapped() {
        WrappingKey key = wrapping();
        for (int length : List.of(16, 32, 64)) {
            byte[] dataKey = Arrays.copyOf(DATA_KEY, length);
            byte[] wrapped = key.wrap(dataKey, CONTEXT);
            assertTrue(wrapped.length <= 2048);
            assertArrayEquals(Arrays.copyOf(DATA_KEY, length), dataKey);
            assertArrayEquals(dataKey, key.unwrap(wrapped, Map.copyOf(CONTEXT)));
            assertArrayEquals(dataKey, wrapping().unwrap(wrapped, CONTEXT), "opened anew");
            assertFalse(Arrays.equals(wrapped, key.wrap(dataKey, CONTEXT)), "never the same twice");
        }
        assertArrayEquals(DATA_KEY, key.unwrap(key.wrap(DATA_KEY, Map.of()), Map.of()));
    }

    @Test
    void unwrapsForTheSameContextOnly() {
        WrappingKey key = wrapping();
        byte[] wrapped = key.wrap(DATA_KEY, Map.of("realm", "acme", "use", "x"));
        for (Map<String, String> other : List.<Map<String, String>>of(
                Map.of(),
                Map.of("realm", "acme"),
                Map.of("realm", "acme", "use", "y"),
                Map.of("realm", "other", "use", "x"),
                Map.of("realm", "acme", "usex", ""),
                Map.of("realm", "acme", "use", "x", "more", ""),
                Map.of("realm", "x", "use", "acme"))) {
            denied(() -> key.unwrap(wrapped, other));
        }
    }

    @Test
    void unwrapsNothingThatWasChanged() {
        WrappingKey key = wrapping();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = flipped(wrapped, i);
            byte[] shorter = Arrays.copyOf(wrapped, i);
            denied(() -> key.unwrap(changed, CONTEXT));
            denied(() -> key.unwrap(shorter, CONTEXT));
        }
        denied(() -> key.unwrap(Arrays.copyOf(wrapped, wrapped.length + 1), CONTEXT));
        denied(() -> key.unwrap(new byte[4096], CONTEXT));
    }

    @Test
    void unwrapsNothingOfAnotherKey() {
        byte[] wrapped = anotherWrapping().wrap(DATA_KEY, CONTEXT);
        denied(() -> wrapping().unwrap(wrapped, CONTEXT));
    }

    @Test
    void wrapsDataKeysOnly() {
        WrappingKey key = wrapping();
        assertThrows(IllegalArgumentException.class, () -> key.wrap(new byte[15], CONTEXT));
        assertThrows(IllegalArgumentException.class, () -> key.wrap(new byte[65], CONTEXT));
        assertThrows(IllegalArgumentException.class, () -> key.wrap(DATA_KEY, Map.of("realm", "a".repeat(256))));
    }

    @Test
    void wrapsAtOnceFromManyThreads() throws Exception {
        WrappingKey key = wrapping();
        atOnce(() -> {
            assertArrayEquals(DATA_KEY, key.unwrap(key.wrap(DATA_KEY, CONTEXT), CONTEXT));
            return null;
        });
    }

    @Test
    void showsNoSecret() {
        for (Object each : List.of(rsa(), ec(), wrapping())) {
            assertFalse(each.toString().contains(secret()), each.toString());
        }
        assertFalse(rsa().uri().contains(secret()));
        assertFalse(wrapping().uri().contains(secret()));
        assertEquals(wrapping().uri(), wrapping().uri());
        assertFalse(wrapping().uri().equals(anotherWrapping().uri()));
        KeyException denied = assertThrows(KeyException.class, () -> ec().decrypt(new byte[256]));
        assertEquals(ec().uri(), denied.uri());
        assertTrue(denied.getMessage().startsWith(ec().uri() + ": "), denied.getMessage());
    }

    protected final KeyDeniedException denied(Executable call) {
        KeyDeniedException denied = assertThrows(KeyDeniedException.class, call);
        assertNoSecret(denied);
        return denied;
    }

    protected final KeyUnavailableException unavailable(Executable call) {
        KeyUnavailableException unavailable = assertThrows(KeyUnavailableException.class, call);
        assertNoSecret(unavailable);
        return unavailable;
    }

    private void assertNoSecret(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertFalse(String.valueOf(each.getMessage()).contains(secret()), each.getMessage());
        }
    }

    protected static void assertSigned(String algorithm, IdentityKey key) throws Exception {
        byte[] message = "message".getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(key.certificate());
        signature.update(message);
        assertTrue(signature.verify(key.sign(message)));
    }

    private static void atOnce(Callable<Void> action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                all.add(threads.submit(action));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    protected static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    /** A point that nobody checked. */
    private record Point(ECParameterSpec getParams, ECPoint getW) implements ECPublicKey {
        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
