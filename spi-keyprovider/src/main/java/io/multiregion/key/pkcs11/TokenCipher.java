package io.multiregion.key.pkcs11;

import io.multiregion.key.cipher.Aead;
import io.multiregion.key.cipher.AuthenticatedCipher;
import javax.crypto.SecretKey;

/** AES-GCM with a key in a token. */
final class TokenCipher implements AuthenticatedCipher {

    private final TokenKey key;

    TokenCipher(TokenKey key) {
        this.key = key;
    }

    @Override
    public byte[] encrypt(byte[] plain, byte[]... authenticated) {
        return key.use(token -> aead(token).encrypt(plain, authenticated));
    }

    @Override
    public byte[] decrypt(byte[] encrypted, byte[]... authenticated) {
        return key.use(token -> aead(token).decrypt(encrypted, authenticated));
    }

    private static Aead aead(OpenToken token) {
        return new Aead((SecretKey) token.key(), token.provider());
    }
}
