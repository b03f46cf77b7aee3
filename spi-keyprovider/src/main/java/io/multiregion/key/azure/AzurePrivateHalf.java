package io.multiregion.key.azure;

import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.cipher.Sha256;
import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.place.PrivateHalf;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/** A version of an RSA or P-256 key of a vault. */
final class AzurePrivateHalf implements PrivateHalf {

    private static final int HALF = 32;

    private final AzureKey key;
    private final boolean rsa;

    AzurePrivateHalf(AzureKey key, boolean rsa) {
        this.key = key;
        this.rsa = rsa;
    }

    @Override
    public byte[] sign(byte[] message) {
        ServiceAnswer answer = key.call("sign", key.version(), rsa ? "RS256" : "ES256", Sha256.of(message));
        byte[] signature = answer.urlBytes("/value");
        if (rsa) {
            return signature;
        }
        if (signature.length != 2 * HALF) {
            throw answer.strange("no signature of ES256", null);
        }
        return der(signature);
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        return key.call("decrypt", key.version(), "RSA-OAEP-256", encrypted).urlBytes("/value");
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        throw new KeyDeniedException(
                key.uri(), "Azure Key Vault offers no key agreement: let an RSA key open what is shipped here", null);
    }

    /** Azure gives both numbers one after the other, as JOSE does (RFC 7518, 3.4); certificates want ASN.1 (RFC 3279, 2.2.3). */
    private static byte[] der(byte[] signature) {
        byte[] r = new BigInteger(1, Arrays.copyOf(signature, HALF)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF)).toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x30);
        out.write(4 + r.length + s.length);
        out.write(2);
        out.write(r.length);
        out.writeBytes(r);
        out.write(2);
        out.write(s.length);
        out.writeBytes(s);
        return out.toByteArray();
    }
}
