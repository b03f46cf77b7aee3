package io.multiregion.key.gcp;

import io.multiregion.key.WrappingKey;
import io.multiregion.key.base.ContextBytes;
import io.multiregion.key.base.DataKey;
import io.multiregion.key.base.Wrapped;
import io.multiregion.key.base.Wrapped.Kind;
import io.multiregion.key.http.Answer;
import io.multiregion.key.http.Json;
import java.util.Map;

/** A symmetric key of Google Cloud KMS. The ciphertext says which version made it. */
final class GcpWrapping implements WrappingKey {

    private final GcpKms kms;

    GcpWrapping(GcpKms kms) {
        this.kms = kms;
    }

    @Override
    public String uri() {
        return kms.uri();
    }

    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        byte[] bound = ContextBytes.of(context);
        Answer answer = kms.call(
                "encrypt",
                Map.of(
                        "plaintext", Json.base64(DataKey.checked(dataKey)),
                        "plaintextCrc32c", GcpKms.checksum(dataKey),
                        "additionalAuthenticatedData", Json.base64(bound),
                        "additionalAuthenticatedDataCrc32c", GcpKms.checksum(bound)));
        byte[] body = GcpKms.checked(answer, "ciphertext");
        GcpKms.verified(answer, "verifiedPlaintextCrc32c");
        GcpKms.verified(answer, "verifiedAdditionalAuthenticatedDataCrc32c");
        return new Wrapped(Kind.SERVICE, "", new byte[0], body).encoded();
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri(), Kind.SERVICE, bytes);
        if (!wrapped.keyVersion().isEmpty() || wrapped.body().length == 0) {
            throw Wrapped.notOurs(uri());
        }
        byte[] bound = ContextBytes.of(context);
        Answer answer = kms.call(
                "decrypt",
                Map.of(
                        "ciphertext", Json.base64(wrapped.body()),
                        "ciphertextCrc32c", GcpKms.checksum(wrapped.body()),
                        "additionalAuthenticatedData", Json.base64(bound),
                        "additionalAuthenticatedDataCrc32c", GcpKms.checksum(bound)));
        byte[] dataKey = GcpKms.checked(answer, "plaintext");
        if (!DataKey.isOne(dataKey)) {
            throw Wrapped.notOurs(uri());
        }
        return dataKey;
    }

    @Override
    public String toString() {
        return "wrapping key " + uri();
    }
}
