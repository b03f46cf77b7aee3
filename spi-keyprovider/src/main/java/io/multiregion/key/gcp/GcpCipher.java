package io.multiregion.key.gcp;

import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.wrap.ContextBytes;
import io.multiregion.key.wrap.ServiceCipher;
import java.util.Map;

/** A symmetric key of Google Cloud KMS. The ciphertext says which version made it. */
final class GcpCipher implements ServiceCipher {

    private final GcpKms kms;

    GcpCipher(GcpKms kms) {
        this.kms = kms;
    }

    @Override
    public Ciphertext encrypt(byte[] dataKey, Map<String, String> context) {
        ServiceAnswer answer = call("encrypt", "plaintext", dataKey, context);
        byte[] made = GcpKms.checked(answer, "ciphertext");
        GcpKms.verified(answer, "verifiedPlaintextCrc32c");
        GcpKms.verified(answer, "verifiedAdditionalAuthenticatedDataCrc32c");
        return new Ciphertext("", made);
    }

    @Override
    public byte[] decrypt(Ciphertext made, Map<String, String> context) {
        return GcpKms.checked(call("decrypt", "ciphertext", made.bytes(), context), "plaintext");
    }

    private ServiceAnswer call(String operation, String field, byte[] bytes, Map<String, String> context) {
        byte[] bound = ContextBytes.of(context);
        return kms.call(
                operation,
                Map.of(
                        field,
                        ServiceRequest.base64(bytes),
                        field + "Crc32c",
                        GcpKms.checksum(bytes),
                        "additionalAuthenticatedData",
                        ServiceRequest.base64(bound),
                        "additionalAuthenticatedDataCrc32c",
                        GcpKms.checksum(bound)));
    }
}
