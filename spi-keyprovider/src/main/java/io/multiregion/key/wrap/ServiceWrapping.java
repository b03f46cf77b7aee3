package io.multiregion.key.wrap;

import io.multiregion.key.wrap.ServiceCipher.Ciphertext;
import io.multiregion.key.wrap.Wrapped.Kind;
import java.util.Map;
import java.util.regex.Pattern;

/** Wraps with a symmetric key that a service keeps. What it makes is kept as it is, behind the version of the key that made it. */
final class ServiceWrapping extends Wrapping {

    private final Pattern keyVersion;
    private final ServiceCipher service;

    /** @param keyVersion what the service calls the versions of a key */
    ServiceWrapping(String uri, Pattern keyVersion, ServiceCipher service) {
        super(uri);
        this.keyVersion = keyVersion;
        this.service = service;
    }

    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        Ciphertext made = service.encrypt(KeyLength.checked(dataKey), checked(context));
        return Wrapped.head(Kind.SERVICE, made.keyVersion(), new byte[0])
                .with(made.bytes())
                .encoded();
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri(), Kind.SERVICE, keyVersion, bytes);
        byte[] dataKey = service.decrypt(new Ciphertext(wrapped.keyVersion(), wrapped.body()), checked(context));
        if (!KeyLength.fits(dataKey)) {
            throw Wrapped.notOurs(uri());
        }
        return dataKey;
    }

    /** The limits are the same for all services, also for those that would take more. */
    private static Map<String, String> checked(Map<String, String> context) {
        ContextBytes.of(context);
        return context;
    }
}
