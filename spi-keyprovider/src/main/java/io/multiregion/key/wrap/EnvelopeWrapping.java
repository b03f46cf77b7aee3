package io.multiregion.key.wrap;

import io.multiregion.key.cipher.Aead;
import io.multiregion.key.encapsulate.Encapsulation;
import io.multiregion.key.encapsulate.Encapsulation.OneTimeKey;
import io.multiregion.key.wrap.Wrapped.Kind;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps with a key pair, which knows no authenticated data: a one-time key of AES-256 wraps the data key, bound to the context by
 * AES-GCM, and the pair encapsulates the one-time key. That needs the public half only, so it does not prove who wrapped: whoever may
 * write the row and knows the certificate can put a data key of his own there, though never read one.
 */
final class EnvelopeWrapping extends Wrapping {

    private final Kind kind;
    private final Pattern keyVersion;
    private final Encapsulation encapsulation;

    EnvelopeWrapping(String uri, Kind kind, Pattern keyVersion, Encapsulation encapsulation) {
        super(uri);
        this.kind = kind;
        this.keyVersion = keyVersion;
        this.encapsulation = encapsulation;
    }

    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        byte[] bound = ContextBytes.of(context);
        KeyLength.checked(dataKey);
        try {
            OneTimeKey once = encapsulation.fresh();
            Wrapped head = Wrapped.head(kind, once.keyVersion(), once.encapsulated());
            return head.with(under(once.key()).encrypt(dataKey, head.head(), bound))
                    .encoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(uri() + ": this Java lacks P-256, RSA-OAEP or AES-GCM", e);
        }
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri(), kind, keyVersion, bytes);
        try {
            return under(encapsulation.recover(wrapped.keyVersion(), wrapped.encapsulated()))
                    .decrypt(wrapped.body(), wrapped.head(), ContextBytes.of(context));
        } catch (GeneralSecurityException e) {
            throw Wrapped.notOurs(uri(), e);
        }
    }

    private static Aead under(byte[] once) throws InvalidKeyException {
        if (once.length != Aead.KEY) {
            throw new InvalidKeyException("not a key of AES-256");
        }
        return new Aead(new SecretKeySpec(once, "AES"), null);
    }
}
