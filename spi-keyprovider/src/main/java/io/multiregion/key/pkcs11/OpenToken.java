package io.multiregion.key.pkcs11;

import io.multiregion.key.KeyUnavailableException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;

/**
 * A token that was logged in to, and the key in it: a handle, which is of no use once the session is lost.
 *
 * @param certificate of a private key, else null
 */
record OpenToken(Provider provider, Key key, X509Certificate certificate) {

    /**
     * What ECDH derives is handed out by Java only if it may be read. This is said of the kind of key that comes of ECDH and of no other: a
     * rule for all kinds of keys would make those that lie in the token readable as well.
     */
    private static final String DERIVED =
            "attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {\n CKA_SENSITIVE = false\n CKA_EXTRACTABLE = true\n}\n";

    /**
     * @throws IllegalArgumentException if there is no such key in it
     * @throws KeyUnavailableException if there is no such token now
     * @throws GeneralSecurityException if it can't be opened, the PIN among the reasons
     */
    static OpenToken of(TokenUri uri, char[] pin) throws GeneralSecurityException, IOException {
        String slot = uri.slot() != null
                ? uri.slot()
                : new Slots(uri.module())
                        .find(uri.token())
                        .orElseThrow(() -> new KeyUnavailableException(
                                uri.toString(),
                                "the module shows no token with that label: insert or connect it, or correct token=",
                                null));
        Provider provider = Security.getProvider("SunPKCS11")
                .configure(
                        "--name = multi-region\nlibrary = \"" + uri.module() + "\"\nslot = " + slot + "\n" + DERIVED);
        KeyStore store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, pin);
        Key key = store.getKey(uri.object(), null);
        if (key == null) {
            throw new IllegalArgumentException(
                    uri + ": the token has no key with that label, or a private key without a"
                            + " certificate of the same id: write the certificate into the token, or correct object=");
        }
        return new OpenToken(provider, key, (X509Certificate) store.getCertificate(uri.object()));
    }

    @Override
    public String toString() {
        return "open token";
    }
}
