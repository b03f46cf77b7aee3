package io.multiregion.key.pkcs11;

import java.security.GeneralSecurityException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;

/**
 * RSA-OAEP of which the token does the arithmetic only: Java's provider for PKCS#11 has no OAEP. Bouncy Castle takes the padding off, in
 * constant time.
 */
final class RawRsa implements AsymmetricBlockCipher {

    private final OpenToken token;
    private GeneralSecurityException failure;
    private int size;

    RawRsa(OpenToken token) {
        this.token = token;
    }

    byte[] decrypt(byte[] encrypted) throws GeneralSecurityException {
        size = encrypted.length;
        OAEPEncoding padding = new OAEPEncoding(this, new SHA256Digest(), new SHA256Digest(), null);
        padding.init(false, new CipherParameters() {});
        try {
            return padding.processBlock(encrypted, 0, encrypted.length);
        } catch (InvalidCipherTextException e) {
            throw failure != null ? failure : new BadPaddingException("not OAEP");
        }
    }

    @Override
    public void init(boolean encrypting, CipherParameters parameters) {
        // the key is in the token
    }

    @Override
    public int getInputBlockSize() {
        return size;
    }

    @Override
    public int getOutputBlockSize() {
        return size - 1;
    }

    @Override
    public byte[] processBlock(byte[] in, int from, int length) throws InvalidCipherTextException {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", token.provider());
            cipher.init(Cipher.DECRYPT_MODE, token.key());
            return withoutFirst(cipher.doFinal(in, from, length));
        } catch (GeneralSecurityException e) {
            failure = e;
            throw new InvalidCipherTextException("the token failed", e);
        }
    }

    /**
     * The padding begins with a byte that must be zero and that Bouncy Castle wants to be gone. Another one spoils the rest, in the same
     * time (J. Manger, 2001), so that the padding is found wrong.
     */
    private byte[] withoutFirst(byte[] padded) throws BadPaddingException {
        if (padded.length != size) {
            throw new BadPaddingException("not OAEP");
        }
        byte[] rest = new byte[size - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = (byte) (padded[i + 1] ^ padded[0]);
        }
        return rest;
    }
}
