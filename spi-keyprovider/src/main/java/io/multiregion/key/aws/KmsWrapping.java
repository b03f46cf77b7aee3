package io.multiregion.key.aws;

import io.multiregion.key.WrappingKey;
import io.multiregion.key.base.ContextBytes;
import io.multiregion.key.base.DataKey;
import io.multiregion.key.base.Wrapped;
import io.multiregion.key.base.Wrapped.Kind;
import io.multiregion.key.http.Json;
import java.util.Map;

/** A symmetric key of AWS KMS. The context is its encryption context, so key policies and CloudTrail see it. */
final class KmsWrapping implements WrappingKey {

    private final Kms kms;

    KmsWrapping(Kms kms) {
        this.kms = kms;
    }

    @Override
    public String uri() {
        return kms.uri();
    }

    /** The ciphertext says which version of its material AWS used. */
    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        String plain = Json.base64(DataKey.checked(dataKey));
        byte[] body = kms.call("Encrypt", Map.of("Plaintext", plain, "EncryptionContext", checked(context)))
                .bytes("/CiphertextBlob");
        return new Wrapped(Kind.SERVICE, "", new byte[0], body).encoded();
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri(), Kind.SERVICE, bytes);
        if (!wrapped.keyVersion().isEmpty() || wrapped.body().length == 0) {
            throw Wrapped.notOurs(uri());
        }
        byte[] dataKey = kms.call(
                        "Decrypt",
                        Map.of("CiphertextBlob", Json.base64(wrapped.body()), "EncryptionContext", checked(context)))
                .bytes("/Plaintext");
        if (!DataKey.isOne(dataKey)) {
            throw Wrapped.notOurs(uri());
        }
        return dataKey;
    }

    private static Map<String, String> checked(Map<String, String> context) {
        ContextBytes.of(context);
        return context;
    }

    @Override
    public String toString() {
        return "wrapping key " + uri();
    }
}
