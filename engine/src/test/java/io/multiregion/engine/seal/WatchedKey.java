package io.multiregion.engine.seal;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of a key, and fails them for as long as it is told to. */
public final class WatchedKey implements IdentityKey {

    public final AtomicInteger signed = new AtomicInteger();
    public final AtomicInteger opened = new AtomicInteger();
    public volatile KeyException failure;

    private final IdentityKey key;

    public WatchedKey(IdentityKey key) {
        this.key = key;
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
        return count(signed).sign(message);
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        return count(opened).decrypt(encrypted);
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        return count(opened).agree(other);
    }

    private IdentityKey count(AtomicInteger calls) {
        if (failure != null) {
            throw failure;
        }
        calls.incrementAndGet();
        return key;
    }
}
