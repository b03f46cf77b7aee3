package io.multiregion.bench.key;

import io.multiregion.key.IdentityKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a key is asked: with a key service, each is a round trip and has its price. */
final class CountedKey implements IdentityKey {

    private final IdentityKey key;
    private final AtomicLong signed = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();

    CountedKey(IdentityKey key) {
        this.key = key;
    }

    long signed() {
        return signed.get();
    }

    long opened() {
        return opened.get();
    }

    @Override
    public String uri() {
        return key.uri();
    }

    @Override
    public X509Certificate certificate() {
        return key.certificate();
    }

    @Override
    public byte[] sign(byte[] message) {
        signed.incrementAndGet();
        return key.sign(message);
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        opened.incrementAndGet();
        return key.decrypt(encrypted);
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        opened.incrementAndGet();
        return key.agree(other);
    }
}
