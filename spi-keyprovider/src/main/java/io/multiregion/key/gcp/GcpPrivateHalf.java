package io.multiregion.key.gcp;

import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.cipher.Sha256;
import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.place.PrivateHalf;
import java.security.interfaces.ECPublicKey;
import java.util.Map;

/** A version of an asymmetric key of Google Cloud KMS. Its algorithm is part of the key. */
final class GcpPrivateHalf implements PrivateHalf {

    private final GcpKms kms;

    GcpPrivateHalf(GcpKms kms) {
        this.kms = kms;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] digest = Sha256.of(message);
        ServiceAnswer answer = kms.call(
                "asymmetricSign",
                Map.of(
                        "digest", Map.of("sha256", ServiceRequest.base64(digest)),
                        "digestCrc32c", GcpKms.checksum(digest)));
        return GcpKms.checked(GcpKms.verified(answer, "verifiedDigestCrc32c"), "signature");
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        ServiceAnswer answer = kms.call(
                "asymmetricDecrypt",
                Map.of("ciphertext", ServiceRequest.base64(encrypted), "ciphertextCrc32c", GcpKms.checksum(encrypted)));
        return GcpKms.checked(GcpKms.verified(answer, "verifiedCiphertextCrc32c"), "plaintext");
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        throw new KeyDeniedException(
                kms.uri(), "Google Cloud KMS offers no key agreement: let an RSA key open what is shipped here", null);
    }
}
