package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.ContentKey;
import io.multiregion.engine.seal.cms.KeyTransfer;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.RegionKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.RecipientInfo;

/**
 * The content keys that were opened with this region's keys. They are remembered under exactly the bytes they came in and what they are
 * for, so that another realm has no use of them. Whoever is not trusted gets nothing from that: its signature is checked before.
 */
final class IncomingKeys {

    private record Name(KeyPurpose purpose, ByteBuffer wrapped) {}

    private final RegionKeys keys;
    private final SecureRandom random;
    private final KeyCache<Name, ContentKey> opened;

    public IncomingKeys(RegionKeys keys, SecureRandom random, KeyLimits limits, LongSupplier now) {
        this.keys = keys;
        this.random = random;
        this.opened = new KeyCache<>(limits.keys(), limits.time(), now, ContentKey::destroy);
    }

    /** @throws KeyUnavailableException if this region's key can't be reached now */
    public Use use(RecipientInfo wrapped, KeyPurpose purpose, byte[] nonce)
            throws GeneralSecurityException, IOException, NotAcceptedException {
        Name name = name(wrapped, purpose);
        Optional<ContentKey> known = opened.get(name);
        if (known.isPresent()) {
            Optional<Cipher> cipher = known.get().cipher(Cipher.DECRYPT_MODE, nonce);
            if (cipher.isPresent()) {
                return new Use(name, known.get(), cipher.get(), true);
            }
        }
        ContentKey key = new ContentKey(unwrap(wrapped));
        return new Use(name, key, key.cipher(Cipher.DECRYPT_MODE, nonce).orElseThrow(), false);
    }

    /** One message's use of a content key. It is dropped in the end unless it was remembered, or is to be. */
    final class Use implements AutoCloseable {

        private final Name name;
        private final ContentKey key;
        private final Cipher cipher;
        private boolean kept;

        private Use(Name name, ContentKey key, Cipher cipher, boolean kept) {
            this.name = name;
            this.key = key;
            this.cipher = cipher;
            this.kept = kept;
        }

        public ContentKey key() {
            return key;
        }

        public Cipher cipher() {
            return cipher;
        }

        /** Once it is sure what the key is for. */
        public void keep() {
            if (!kept) {
                opened.put(name, key);
                kept = true;
            }
        }

        @Override
        public void close() {
            if (!kept) {
                key.destroy();
            }
        }
    }

    private static Name name(RecipientInfo wrapped, KeyPurpose purpose) throws IOException {
        return new Name(purpose, ByteBuffer.wrap(wrapped.getEncoded(ASN1Encoding.DER)));
    }

    private byte[] unwrap(RecipientInfo wrapped) throws GeneralSecurityException, IOException, NotAcceptedException {
        for (IdentityKey key : keys.opening()) {
            KeyTransfer transfer = KeyTransfer.to(key.certificate(), random);
            if (transfer.isFor(wrapped)) {
                return unwrap(wrapped, transfer, key);
            }
        }
        throw new NotAcceptedException(
                "sealed for another certificate of this region: give the current one to the sender");
    }

    private static byte[] unwrap(RecipientInfo wrapped, KeyTransfer transfer, IdentityKey key)
            throws GeneralSecurityException, IOException, NotAcceptedException {
        try {
            byte[] opened = transfer.unwrap(wrapped, key);
            if (opened.length != ContentKey.BYTES) {
                throw new NotAcceptedException("the content key has not " + ContentKey.BYTES + " bytes");
            }
            return opened;
        } catch (KeyDeniedException e) {
            throw new NotAcceptedException("the content key was not opened by " + e.getMessage(), e);
        }
    }
}
