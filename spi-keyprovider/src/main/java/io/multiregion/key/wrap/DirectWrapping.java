package io.multiregion.key.wrap;

import io.multiregion.key.cipher.AuthenticatedCipher;
import io.multiregion.key.wrap.Wrapped.Kind;
import java.security.GeneralSecurityException;
import java.util.Map;

/** Wraps with AES-256-GCM under the key itself, wherever it is. */
final class DirectWrapping extends Wrapping {

    private final AuthenticatedCipher cipher;

    DirectWrapping(String uri, AuthenticatedCipher cipher) {
        super(uri);
        this.cipher = cipher;
    }

    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        Wrapped head = Wrapped.head(Kind.DIRECT, "", new byte[0]);
        try {
            return head.with(cipher.encrypt(KeyLength.checked(dataKey), head.head(), ContextBytes.of(context)))
                    .encoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(uri() + ": AES-GCM is not to be had", e);
        }
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri(), Kind.DIRECT, Wrapped.NO_VERSION, bytes);
        try {
            return cipher.decrypt(wrapped.body(), wrapped.head(), ContextBytes.of(context));
        } catch (GeneralSecurityException e) {
            throw Wrapped.notOurs(uri(), e);
        }
    }
}
