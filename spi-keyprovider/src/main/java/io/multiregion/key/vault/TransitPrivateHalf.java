package io.multiregion.key.vault;

import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.cipher.Sha256;
import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.place.PrivateHalf;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** An RSA or P-256 key of transit, one version of it: a certificate is of one version. */
final class TransitPrivateHalf implements PrivateHalf {

    private static final String SIGNATURE = "/data/signature";

    private final Transit transit;
    private final int version;
    private final boolean rsa;

    TransitPrivateHalf(Transit transit, int version, boolean rsa) {
        this.transit = transit;
        this.version = version;
        this.rsa = rsa;
    }

    @Override
    public byte[] sign(byte[] message) {
        Map<String, Object> kind =
                rsa ? Map.of("signature_algorithm", "pkcs1v15") : Map.of("marshaling_algorithm", "asn1");
        Map<String, Object> fields = new HashMap<>(kind);
        fields.put("input", ServiceRequest.base64(Sha256.of(message)));
        fields.put("prehashed", true);
        fields.put("key_version", version);
        ServiceAnswer answer = transit.call("sign", "/sha2-256", fields);
        return answer.decoded(
                Base64.getDecoder(), SIGNATURE, Transit.made(answer, SIGNATURE).group(2));
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        return transit.call(
                        "decrypt",
                        "",
                        Map.of(
                                "ciphertext",
                                "vault:v" + version + ":" + ServiceRequest.base64(encrypted),
                                "padding_scheme",
                                "oaep"))
                .bytes("/data/plaintext");
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        throw new KeyDeniedException(
                transit.uri(), "transit offers no key agreement: let an RSA key open what is shipped here", null);
    }
}
