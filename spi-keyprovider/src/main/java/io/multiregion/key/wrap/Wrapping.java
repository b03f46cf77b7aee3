package io.multiregion.key.wrap;

import io.multiregion.key.WrappingKey;
import io.multiregion.key.cipher.AuthenticatedCipher;
import io.multiregion.key.encapsulate.Encapsulation;
import io.multiregion.key.place.PrivateHalf;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.regex.Pattern;

/** The ways of wrapping data keys, by what the customer-managed key can do. */
public abstract sealed class Wrapping implements WrappingKey permits DirectWrapping, EnvelopeWrapping, ServiceWrapping {

    private final String uri;

    Wrapping(String uri) {
        this.uri = uri;
    }

    /** With a key of AES-256, wherever it is. */
    public static Wrapping direct(String uri, AuthenticatedCipher cipher) {
        return new DirectWrapping(uri, cipher);
    }

    /** With a pair that has no versions, of RSA or on P-256, whose public half is here. */
    public static Wrapping pair(String uri, PublicKey publicKey, PrivateHalf privateHalf) {
        return publicKey instanceof ECPublicKey ec
                ? new EnvelopeWrapping(uri, Wrapped.Kind.EC, Wrapped.NO_VERSION, Encapsulation.ec(ec, privateHalf))
                : new EnvelopeWrapping(
                        uri, Wrapped.Kind.RSA, Wrapped.NO_VERSION, Encapsulation.rsa(publicKey, privateHalf));
    }

    /**
     * With an RSA pair that a service keeps, which encapsulates with RSA-OAEP (SHA-256).
     *
     * @param keyVersion what the service calls the versions of a pair
     */
    public static Wrapping rsaPair(String uri, Pattern keyVersion, Encapsulation service) {
        return new EnvelopeWrapping(uri, Wrapped.Kind.RSA, keyVersion, service);
    }

    /** With a symmetric key of a service whose ciphertext says itself which version of the key made it. */
    public static Wrapping service(String uri, ServiceCipher service) {
        return service(uri, Wrapped.NO_VERSION, service);
    }

    /**
     * With a symmetric key of a service.
     *
     * @param keyVersion what the service calls the versions of a key
     */
    public static Wrapping service(String uri, Pattern keyVersion, ServiceCipher service) {
        return new ServiceWrapping(uri, keyVersion, service);
    }

    @Override
    public final String uri() {
        return uri;
    }

    @Override
    public final String toString() {
        return "wrapping key " + uri;
    }
}
