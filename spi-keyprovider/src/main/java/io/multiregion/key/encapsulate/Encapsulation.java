package io.multiregion.key.encapsulate;

import io.multiregion.key.place.PrivateHalf;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;

/**
 * How a one-time key of AES-256 is put where only a customer-managed key finds it again. Both calls block and throw as
 * {@link io.multiregion.key.WrappingKey} says.
 */
public interface Encapsulation {

    /** With a key pair on P-256: a key is agreed on. */
    static Encapsulation ec(ECPublicKey publicKey, PrivateHalf privateHalf) {
        return new EcEncapsulation(publicKey, privateHalf);
    }

    /** With a key pair of RSA: a random key is encrypted. */
    static Encapsulation rsa(PublicKey publicKey, PrivateHalf privateHalf) {
        return new RsaEncapsulation(publicKey, privateHalf);
    }

    /**
     * A one-time key.
     *
     * @param key itself, 32 bytes
     * @param keyVersion which version of the customer-managed key it is encapsulated for; empty where that has none
     * @param encapsulated what only that version finds it in
     */
    record OneTimeKey(byte[] key, String keyVersion, byte[] encapsulated) {}

    /** @throws GeneralSecurityException if this Java lacks what it takes */
    OneTimeKey fresh() throws GeneralSecurityException;

    /**
     * The key in what is encapsulated. It may be anything, of any length, when that was not made here.
     *
     * @throws GeneralSecurityException if there cannot be any
     */
    byte[] recover(String keyVersion, byte[] encapsulated) throws GeneralSecurityException;
}
