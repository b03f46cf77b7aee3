package io.multiregion.key.aws;

import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.wrap.ServiceCipher;
import java.util.Map;

/** A symmetric key of AWS KMS. The context is its encryption context, so key policies and CloudTrail see it. */
final class KmsCipher implements ServiceCipher {

    private final Kms kms;

    KmsCipher(Kms kms) {
        this.kms = kms;
    }

    /** The ciphertext says which version of its material AWS used. */
    @Override
    public Ciphertext encrypt(byte[] dataKey, Map<String, String> context) {
        Map<String, Object> fields = Map.of("Plaintext", ServiceRequest.base64(dataKey), "EncryptionContext", context);
        return new Ciphertext("", kms.call("Encrypt", fields).bytes("/CiphertextBlob"));
    }

    @Override
    public byte[] decrypt(Ciphertext made, Map<String, String> context) {
        Map<String, Object> fields =
                Map.of("CiphertextBlob", ServiceRequest.base64(made.bytes()), "EncryptionContext", context);
        return kms.call("Decrypt", fields).bytes("/Plaintext");
    }
}
