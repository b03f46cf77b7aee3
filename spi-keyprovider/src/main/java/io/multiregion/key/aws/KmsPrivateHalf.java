package io.multiregion.key.aws;

import io.multiregion.key.cipher.Sha256;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.place.PrivateHalf;
import java.security.interfaces.ECPublicKey;
import java.util.Map;

/** An RSA or P-256 key of AWS KMS. */
final class KmsPrivateHalf implements PrivateHalf {

    private final Kms kms;
    private final boolean rsa;

    KmsPrivateHalf(Kms kms, boolean rsa) {
        this.kms = kms;
        this.rsa = rsa;
    }

    @Override
    public byte[] sign(byte[] message) {
        return kms.call(
                        "Sign",
                        Map.of(
                                "Message",
                                ServiceRequest.base64(Sha256.of(message)),
                                "MessageType",
                                "DIGEST",
                                "SigningAlgorithm",
                                rsa ? "RSASSA_PKCS1_V1_5_SHA_256" : "ECDSA_SHA_256"))
                .bytes("/Signature");
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        return kms.call(
                        "Decrypt",
                        Map.of(
                                "CiphertextBlob",
                                ServiceRequest.base64(encrypted),
                                "EncryptionAlgorithm",
                                "RSAES_OAEP_SHA_256"))
                .bytes("/Plaintext");
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        return kms.call(
                        "DeriveSharedSecret",
                        Map.of("KeyAgreementAlgorithm", "ECDH", "PublicKey", ServiceRequest.base64(other.getEncoded())))
                .bytes("/SharedSecret");
    }
}
