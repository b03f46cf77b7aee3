package io.multiregion.key.azure;

import io.multiregion.key.WrappingKey;
import io.multiregion.key.base.Aead;
import io.multiregion.key.base.ContextBytes;
import io.multiregion.key.base.DataKey;
import io.multiregion.key.base.Wrapped;
import io.multiregion.key.base.Wrapped.Kind;
import io.multiregion.key.http.Answer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/**
 * An RSA key of a vault. RSA knows no authenticated data, so the vault wraps a one-time key of AES-256 and that one wraps the data key,
 * bound to the context.
 */
final class AzureWrapping implements WrappingKey {

    private static final String ALGORITHM = "RSA-OAEP-256";
    private static final String VERSION = "[A-Za-z0-9]{1,64}";

    private final AzureKey key;

    AzureWrapping(AzureKey key) {
        this.key = key;
    }

    @Override
    public String uri() {
        return key.uri();
    }

    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        byte[] bound = ContextBytes.of(context);
        byte[] once = new byte[32];
        new SecureRandom().nextBytes(once);
        DataKey.checked(dataKey);
        Answer answer = key.call("wrapkey", key.version(), ALGORITHM, once);
        String kid = answer.text("/kid");
        String version = kid.substring(kid.lastIndexOf('/') + 1);
        if (!version.matches(VERSION)) {
            throw answer.strange("no version in /kid", null);
        }
        byte[] encapsulated = answer.urlBytes("/value");
        byte[] head = new Wrapped(Kind.RSA, version, encapsulated, new byte[0]).head();
        try {
            byte[] body = new Aead(new SecretKeySpec(once, "AES"), null).encrypt(dataKey, head, bound);
            return new Wrapped(Kind.RSA, version, encapsulated, body).encoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES-GCM", e);
        }
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri(), Kind.RSA, bytes);
        if (!wrapped.keyVersion().matches(VERSION)) {
            throw Wrapped.notOurs(uri());
        }
        byte[] once = key.call("unwrapkey", wrapped.keyVersion(), ALGORITHM, wrapped.encapsulated())
                .urlBytes("/value");
        if (once.length != 32) {
            throw Wrapped.notOurs(uri());
        }
        try {
            return new Aead(new SecretKeySpec(once, "AES"), null)
                    .decrypt(wrapped.body(), wrapped.head(), ContextBytes.of(context));
        } catch (GeneralSecurityException e) {
            throw Wrapped.notOurs(uri(), e);
        }
    }

    @Override
    public String toString() {
        return "wrapping key " + uri();
    }
}
