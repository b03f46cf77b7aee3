package io.multiregion.key.base;

import io.multiregion.key.WrappingKey;
import io.multiregion.key.base.Wrapped.Kind;
import java.security.GeneralSecurityException;
import java.util.Map;

/** Wraps with AES-256-GCM under the key itself, wherever it is. */
public final class DirectWrapping implements WrappingKey {

    private final String uri;
    private final AuthenticatedCipher cipher;

    public DirectWrapping(String uri, AuthenticatedCipher cipher) {
        this.uri = uri;
        this.cipher = cipher;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        byte[] head = new Wrapped(Kind.DIRECT, "", new byte[0], new byte[0]).head();
        try {
            byte[] body = cipher.encrypt(DataKey.checked(dataKey), head, ContextBytes.of(context));
            return new Wrapped(Kind.DIRECT, "", new byte[0], body).encoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(uri + ": AES-GCM is not to be had", e);
        }
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri, Kind.DIRECT, bytes);
        try {
            return cipher.decrypt(wrapped.body(), wrapped.head(), ContextBytes.of(context));
        } catch (GeneralSecurityException e) {
            throw Wrapped.notOurs(uri, e);
        }
    }

    @Override
    public String toString() {
        return "wrapping key " + uri;
    }
}
