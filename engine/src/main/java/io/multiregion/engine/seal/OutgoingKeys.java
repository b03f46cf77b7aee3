package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.ContentKey;
import io.multiregion.engine.seal.cms.KeyTransfer;
import io.multiregion.engine.seal.cms.OutgoingKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The content keys that this region seals with: one for each realm and recipient's certificate. It is used for some minutes, so that the
 * recipient asks its key service once for many messages, and for a bounded number of messages, so that a lost one opens few.
 */
final class OutgoingKeys {

    private record Name(KeyPurpose purpose, X509Certificate recipient) {}

    private final SecureRandom random;
    private final int messages;
    private final KeyCache<Name, OutgoingKey> keys;

    public OutgoingKeys(SecureRandom random, KeyLimits limits, LongSupplier now) {
        this.random = random;
        this.messages = limits.messages();
        this.keys = new KeyCache<>(limits.keys(), limits.time(), now, OutgoingKey::drop);
    }

    /** The key for one more message, a new one if it is time for it. */
    public synchronized OutgoingKey.Use next(KeyPurpose purpose, X509Certificate recipient)
            throws GeneralSecurityException, IOException {
        Name name = new Name(purpose, recipient);
        Optional<OutgoingKey> known = keys.get(name);
        Optional<OutgoingKey.Use> use = known.isPresent() ? known.get().next() : Optional.empty();
        if (use.isPresent()) {
            return use.get();
        }
        OutgoingKey fresh = make(purpose, recipient);
        keys.put(name, fresh);
        return fresh.next().orElseThrow();
    }

    private OutgoingKey make(KeyPurpose purpose, X509Certificate recipient)
            throws GeneralSecurityException, IOException {
        byte[] seed = new byte[KeyPurpose.SEED_BYTES];
        random.nextBytes(seed);
        byte[] key = purpose.key(seed);
        return new OutgoingKey(
                new ContentKey(key), KeyTransfer.to(recipient, random).wrap(key), seed, messages);
    }
}
