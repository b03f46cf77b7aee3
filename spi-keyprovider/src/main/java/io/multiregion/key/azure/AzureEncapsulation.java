package io.multiregion.key.azure;

import io.multiregion.key.cipher.Aead;
import io.multiregion.key.encapsulate.Encapsulation;
import io.multiregion.key.http.ServiceAnswer;
import java.util.regex.Pattern;

/** A random key that an RSA key of a vault wraps: its current version, which the vault says, and unwraps with any. */
final class AzureEncapsulation implements Encapsulation {

    static final Pattern VERSION = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final String ALGORITHM = "RSA-OAEP-256";

    private final AzureKey key;

    AzureEncapsulation(AzureKey key) {
        this.key = key;
    }

    @Override
    public OneTimeKey fresh() {
        byte[] once = Aead.freshKey();
        ServiceAnswer answer = key.call("wrapkey", key.version(), ALGORITHM, once);
        String kid = answer.text("/kid");
        String version = kid.substring(kid.lastIndexOf('/') + 1);
        if (!VERSION.matcher(version).matches()) {
            throw answer.strange("no version in /kid", null);
        }
        return new OneTimeKey(once, version, answer.urlBytes("/value"));
    }

    @Override
    public byte[] recover(String keyVersion, byte[] encapsulated) {
        return key.call("unwrapkey", keyVersion, ALGORITHM, encapsulated).urlBytes("/value");
    }
}
