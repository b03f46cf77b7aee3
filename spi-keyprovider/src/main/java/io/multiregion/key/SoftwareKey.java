package io.multiregion.key;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** A key pair in memory. No call of it is refused for another reason than what is given to it. */
record SoftwareKey(String uri, X509Certificate certificate, PrivateKey privateKey) implements IdentityKey {

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(isRsa() ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new KeyDeniedException(uri, "cannot sign, check the key", e);
        }
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.DECRYPT_MODE, privateKey, OAEP);
            return cipher.doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new KeyDeniedException(uri, "this was not encrypted for it with RSA-OAEP and SHA-256", e);
        }
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(privateKey);
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new KeyDeniedException(uri, "it cannot agree with the other key: both must be on P-256", e);
        }
    }

    private boolean isRsa() {
        return privateKey.getAlgorithm().equals("RSA");
    }

    /** A record would print the key, and some kinds of key print their numbers. */
    @Override
    public String toString() {
        return "key of " + certificate.getSubjectX500Principal() + " at " + uri;
    }
}
