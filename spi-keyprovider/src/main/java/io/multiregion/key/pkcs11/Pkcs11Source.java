package io.multiregion.key.pkcs11;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.place.CertificateFile;
import io.multiregion.key.place.Identity;
import io.multiregion.key.wrap.Wrapping;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.crypto.SecretKey;

/**
 * {@code pkcs11:token=mr;object=eu?module-path=/usr/lib/softhsm/libsofthsm2.so} (RFC 7512), through Java's own provider for PKCS#11. The
 * secret is the PIN. It is kept as long as the key, since a module that was away wants it again.
 *
 * <p>A key pair needs its certificate in the token beside it, under the same id: Java doesn't see it otherwise.
 */
public final class Pkcs11Source implements KeySource {

    @Override
    public String scheme() {
        return "pkcs11";
    }

    @Override
    public IdentityKey identity(String uri, char[] secret) {
        TokenUri location = TokenUri.of(uri);
        TokenKey key = key(location, secret);
        OpenToken opened = key.open();
        if (!(opened.key() instanceof PrivateKey)) {
            throw new IllegalArgumentException(location + ": it is not a private key, name one with object=");
        }
        X509Certificate certificate = location.uri().parameter("certificate").isPresent()
                ? CertificateFile.of(location.uri())
                : CertificateFile.usable(location.uri(), opened.certificate());
        boolean rsa = certificate.getPublicKey().getAlgorithm().equals("RSA");
        return new Identity(location.toString(), certificate, new TokenPrivateHalf(key, rsa));
    }

    @Override
    public WrappingKey wrapping(String uri, char[] secret) {
        TokenUri location = TokenUri.of(uri);
        TokenKey key = key(location, secret);
        try {
            if (!(key.open().key() instanceof SecretKey held)
                    || !held.getAlgorithm().equals("AES")) {
                throw new IllegalArgumentException(location + ": it is not an AES key, name one with object=");
            }
        } catch (KeyUnavailableException e) {
            // the contract: a wrapping key need not be reached before it is used, and that call says the same
        }
        return Wrapping.direct(location.toString(), new TokenCipher(key));
    }

    private static TokenKey key(TokenUri location, char[] secret) {
        if (secret == null || secret.length == 0) {
            throw new IllegalArgumentException(location + ": its PIN is missing, set the key password of this region");
        }
        return new TokenKey(
                location,
                secret.clone(),
                new TimeLimit(location.toString(), location.uri().timeLimit()));
    }
}
