package io.multiregion.key.encapsulate;

import io.multiregion.key.cipher.Aead;
import io.multiregion.key.cipher.RsaOaep;
import io.multiregion.key.place.PrivateHalf;
import java.security.GeneralSecurityException;
import java.security.PublicKey;

/** A random key under RSA-OAEP (SHA-256). */
final class RsaEncapsulation implements Encapsulation {

    private final PublicKey publicKey;
    private final PrivateHalf privateHalf;

    RsaEncapsulation(PublicKey publicKey, PrivateHalf privateHalf) {
        this.publicKey = publicKey;
        this.privateHalf = privateHalf;
    }

    @Override
    public OneTimeKey fresh() throws GeneralSecurityException {
        byte[] key = Aead.freshKey();
        return new OneTimeKey(key, "", RsaOaep.encrypt(publicKey, key));
    }

    @Override
    public byte[] recover(String keyVersion, byte[] encapsulated) {
        return privateHalf.decrypt(encapsulated);
    }
}
