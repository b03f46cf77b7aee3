package io.multiregion.key.pkcs12;

import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.cipher.RsaOaep;
import io.multiregion.key.place.PrivateHalf;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import javax.crypto.KeyAgreement;

/** A private key in memory. */
final class HeldKey implements PrivateHalf {

    private final String uri;
    private final PrivateKey key;

    HeldKey(String uri, PrivateKey key) {
        this.uri = uri;
        this.key = key;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new KeyDeniedException(
                    uri, "it cannot sign: check that the private key belongs to its certificate", e);
        }
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        try {
            return RsaOaep.decrypt(key, encrypted);
        } catch (GeneralSecurityException e) {
            throw new KeyDeniedException(uri, "this was not encrypted for it", e);
        }
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(key);
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new KeyDeniedException(uri, "it cannot agree on a secret with that key", e);
        }
    }
}
