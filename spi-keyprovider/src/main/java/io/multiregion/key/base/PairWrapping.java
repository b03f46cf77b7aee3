package io.multiregion.key.base;

import io.multiregion.key.KeyException;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.base.Wrapped.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps with a key pair: with a one-time AES-256 key under RSA-OAEP (SHA-256), or with one agreed on by ECDH with a one-time key on
 * P-256 and HKDF-SHA256, in which both public keys take part. The context is authenticated data of AES-GCM. Wrapping needs the public
 * half only, so it does not prove who wrapped: whoever may write the row and knows the certificate can put a data key of his own there,
 * though never read one.
 */
public final class PairWrapping implements WrappingKey {

    private static final byte[] SALT = "multi-region data key".getBytes(StandardCharsets.US_ASCII);

    private final String uri;
    private final PublicKey publicKey;
    private final PrivateHalf privateHalf;
    private final Kind kind;

    public PairWrapping(String uri, PublicKey publicKey, PrivateHalf privateHalf) {
        this.uri = uri;
        this.publicKey = publicKey;
        this.privateHalf = privateHalf;
        this.kind = publicKey instanceof ECPublicKey ? Kind.EC : Kind.RSA;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        byte[] bound = ContextBytes.of(context);
        try {
            return kind == Kind.EC
                    ? agreed(DataKey.checked(dataKey), bound)
                    : enciphered(DataKey.checked(dataKey), bound);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks P-256, RSA-OAEP or AES-GCM", e);
        }
    }

    private byte[] enciphered(byte[] dataKey, byte[] bound) throws GeneralSecurityException {
        byte[] once = new byte[32];
        new SecureRandom().nextBytes(once);
        byte[] encapsulated = RsaOaep.encrypt(publicKey, once);
        return sealed(new SecretKeySpec(once, "AES"), encapsulated, dataKey, bound);
    }

    private byte[] agreed(byte[] dataKey, byte[] bound) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(((ECPublicKey) publicKey).getParams());
        KeyPair once = generator.generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(once.getPrivate());
        agreement.doPhase(publicKey, true);
        byte[] encapsulated = P256.encode((ECPublicKey) once.getPublic());
        return sealed(derived(agreement.generateSecret(), encapsulated), encapsulated, dataKey, bound);
    }

    private byte[] sealed(SecretKey once, byte[] encapsulated, byte[] dataKey, byte[] bound)
            throws GeneralSecurityException {
        byte[] head = new Wrapped(kind, "", encapsulated, new byte[0]).head();
        return new Wrapped(kind, "", encapsulated, new Aead(once, null).encrypt(dataKey, head, bound)).encoded();
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri, kind, bytes);
        try {
            return new Aead(once(wrapped.encapsulated()), null)
                    .decrypt(wrapped.body(), wrapped.head(), ContextBytes.of(context));
        } catch (GeneralSecurityException e) {
            throw Wrapped.notOurs(uri, e);
        }
    }

    /** @throws KeyException as the key says */
    private SecretKey once(byte[] encapsulated) throws GeneralSecurityException {
        if (kind == Kind.EC) {
            return derived(privateHalf.agree(P256.decode(encapsulated)), encapsulated);
        }
        byte[] once = privateHalf.decrypt(encapsulated);
        if (once.length != 32) {
            throw new GeneralSecurityException("not a key of AES-256");
        }
        return new SecretKeySpec(once, "AES");
    }

    private SecretKey derived(byte[] secret, byte[] encapsulated) throws GeneralSecurityException {
        return Hkdf.aes(SALT, secret, encapsulated, P256.encode((ECPublicKey) publicKey));
    }

    @Override
    public String toString() {
        return "wrapping key " + uri;
    }
}
