package io.multiregion.key.pkcs11;

import io.multiregion.key.place.PrivateHalf;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import javax.crypto.KeyAgreement;

/** A private key in a token. */
final class TokenPrivateHalf implements PrivateHalf {

    private final TokenKey key;
    private final boolean rsa;

    TokenPrivateHalf(TokenKey key, boolean rsa) {
        this.key = key;
        this.rsa = rsa;
    }

    @Override
    public byte[] sign(byte[] message) {
        return key.use(token -> {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA", token.provider());
            signature.initSign((PrivateKey) token.key());
            signature.update(message);
            return signature.sign();
        });
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        return key.use(token -> new RawRsa(token).decrypt(encrypted));
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        return key.use(token -> {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH", token.provider());
            agreement.init(token.key());
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        });
    }
}
