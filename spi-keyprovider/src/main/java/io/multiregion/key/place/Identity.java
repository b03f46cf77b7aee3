package io.multiregion.key.place;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.cipher.P256;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** An identity key that asks its private half only for what key and certificate allow, and only with arguments that can be right. */
public final class Identity implements IdentityKey {

    private static final int SIGNATURE = 0;
    private static final int ENCIPHERMENT = 2;
    private static final int AGREEMENT = 4;

    private final String uri;
    private final X509Certificate certificate;
    private final PrivateHalf privateHalf;

    public Identity(String uri, X509Certificate certificate, PrivateHalf privateHalf) {
        this.uri = uri;
        this.certificate = certificate;
        this.privateHalf = privateHalf;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public X509Certificate certificate() {
        return certificate;
    }

    @Override
    public byte[] sign(byte[] message) {
        allowed(SIGNATURE, "digitalSignature");
        return privateHalf.sign(message);
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        if (!(certificate.getPublicKey() instanceof RSAPublicKey rsa)) {
            throw denied("it is not an RSA key and cannot decrypt");
        }
        allowed(ENCIPHERMENT, "keyEncipherment");
        BigInteger modulus = rsa.getModulus();
        if (encrypted.length != (modulus.bitLength() + 7) / 8 || new BigInteger(1, encrypted).compareTo(modulus) >= 0) {
            throw denied("this was not encrypted for it");
        }
        return privateHalf.decrypt(encrypted);
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        if (!(certificate.getPublicKey() instanceof ECPublicKey)) {
            throw denied("it is not an EC key and cannot agree on a secret");
        }
        allowed(AGREEMENT, "keyAgreement");
        if (!P256.holds(other)) {
            throw denied("the other key is not on P-256");
        }
        return privateHalf.agree(other);
    }

    private void allowed(int usage, String name) {
        boolean[] usages = certificate.getKeyUsage();
        if (usages != null && !usages[usage]) {
            throw denied("its certificate is not for " + name + ": use the key whose certificate is");
        }
    }

    private KeyDeniedException denied(String what) {
        return new KeyDeniedException(uri, what, null);
    }

    @Override
    public String toString() {
        return "identity key " + uri;
    }
}
