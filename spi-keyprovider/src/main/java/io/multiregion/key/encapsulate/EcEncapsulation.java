package io.multiregion.key.encapsulate;

import io.multiregion.key.cipher.P256;
import io.multiregion.key.place.PrivateHalf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import javax.crypto.KeyAgreement;

/** A key agreed on by ECDH with a one-time pair on P-256, and HKDF-SHA256, in which both public halves take part. */
final class EcEncapsulation implements Encapsulation {

    private static final byte[] SALT = "multi-region data key".getBytes(StandardCharsets.US_ASCII);

    private final ECPublicKey publicKey;
    private final PrivateHalf privateHalf;

    EcEncapsulation(ECPublicKey publicKey, PrivateHalf privateHalf) {
        this.publicKey = publicKey;
        this.privateHalf = privateHalf;
    }

    @Override
    public OneTimeKey fresh() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(publicKey.getParams());
        KeyPair once = generator.generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(once.getPrivate());
        agreement.doPhase(publicKey, true);
        byte[] encapsulated = P256.encode((ECPublicKey) once.getPublic());
        return new OneTimeKey(derived(agreement.generateSecret(), encapsulated), "", encapsulated);
    }

    @Override
    public byte[] recover(String keyVersion, byte[] encapsulated) throws GeneralSecurityException {
        return derived(privateHalf.agree(P256.decode(encapsulated)), encapsulated);
    }

    private byte[] derived(byte[] secret, byte[] encapsulated) throws GeneralSecurityException {
        return Hkdf.block(SALT, secret, encapsulated, P256.encode(publicKey));
    }
}
