package io.multiregion.key.base;

import io.multiregion.key.WrappingKey;
import io.multiregion.key.base.ServiceCipher.Ciphertext;
import io.multiregion.key.base.Wrapped.Kind;
import java.util.Map;
import java.util.regex.Pattern;

/** Wraps with a symmetric key that a service keeps. What it makes is kept as it is, behind the version of the key that made it. */
public final class ServiceWrapping implements WrappingKey {

    private final String uri;
    private final Pattern keyVersion;
    private final ServiceCipher service;

    /** With a service whose ciphertext says itself which version of the key made it. */
    public ServiceWrapping(String uri, ServiceCipher service) {
        this(uri, Wrapped.NO_VERSION, service);
    }

    /** @param keyVersion what the service calls the versions of a key */
    public ServiceWrapping(String uri, Pattern keyVersion, ServiceCipher service) {
        this.uri = uri;
        this.keyVersion = keyVersion;
        this.service = service;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        Ciphertext made = service.encrypt(DataKey.checked(dataKey), checked(context));
        return Wrapped.head(Kind.SERVICE, made.keyVersion(), new byte[0])
                .with(made.bytes())
                .encoded();
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri, Kind.SERVICE, keyVersion, bytes);
        byte[] dataKey = service.decrypt(new Ciphertext(wrapped.keyVersion(), wrapped.body()), checked(context));
        if (!DataKey.isOne(dataKey)) {
            throw Wrapped.notOurs(uri);
        }
        return dataKey;
    }

    /** The limits are the same for all services, also for those that would take more. */
    private static Map<String, String> checked(Map<String, String> context) {
        ContextBytes.of(context);
        return context;
    }

    @Override
    public String toString() {
        return "wrapping key " + uri;
    }
}
