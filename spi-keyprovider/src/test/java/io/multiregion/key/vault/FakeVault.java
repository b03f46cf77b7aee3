package io.multiregion.key.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.key.CertificateIssuer;
import io.multiregion.key.cipher.Aead;
import io.multiregion.key.cipher.RsaOaep;
import io.multiregion.key.http.FakeService;
import io.multiregion.key.http.ServiceRequest;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;

/** A transit engine at /v1/crypto/transit/, as its API documentation describes it. */
final class FakeVault extends FakeService {

    static final String TOKEN = "hvs.CAESIJtoken";
    private static final String MOUNT = "/v1/crypto/transit/";

    private final String namespace;

    FakeVault(String namespace) {
        this.namespace = namespace;
    }

    @Override
    protected Reply reply(Request request) throws Exception {
        if (!request.header("X-Vault-Token").equals(TOKEN)
                || !request.header("X-Vault-Namespace").equals(namespace)) {
            return error(403, "permission denied");
        }
        if (!request.method().equals("POST") || !request.path().startsWith(MOUNT)) {
            return error(404, "no handler for route");
        }
        String[] path = request.path().substring(MOUNT.length()).split("/");
        List<Object> versions = versions(path[1]);
        if (versions.isEmpty()) {
            return error(400, "encryption key not found");
        }
        JsonNode body = request.json();
        try {
            return Reply.of(
                    200, Map.of("data", data(String.join("/", path).replace("/" + path[1], ""), versions, body)));
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            return error(400, "cipher: message authentication failed");
        }
    }

    private static Map<String, ?> data(String operation, List<Object> versions, JsonNode body) throws Exception {
        byte[] bound = bytes(body, "associated_data");
        switch (operation) {
            case "encrypt":
                byte[] encrypted = new Aead((SecretKey) versions.get(versions.size() - 1), null)
                        .encrypt(bytes(body, "plaintext"), bound);
                return Map.of("ciphertext", made(versions.size(), encrypted), "key_version", versions.size());
            case "decrypt":
                String[] text = body.get("ciphertext").asText().split(":");
                int version = Integer.parseInt(text[1].substring(1));
                if (version > versions.size()) {
                    throw new GeneralSecurityException("no such version");
                }
                Object key = versions.get(version - 1);
                byte[] cipher = Base64.getDecoder().decode(text[2]);
                if (key instanceof KeyPair pair
                        && !body.path("padding_scheme").asText().equals("oaep")) {
                    throw new GeneralSecurityException(pair.toString());
                }
                return Map.of(
                        "plaintext",
                        ServiceRequest.base64(
                                key instanceof KeyPair pair
                                        ? RsaOaep.decrypt(pair.getPrivate(), cipher)
                                        : new Aead((SecretKey) key, null).decrypt(cipher, bound)));
            case "sign/sha2-256":
                KeyPair pair = (KeyPair) versions.get(body.get("key_version").asInt() - 1);
                return Map.of("signature", made(body.get("key_version").asInt(), signed(pair, body)));
            default:
                throw new GeneralSecurityException("unsupported operation");
        }
    }

    /** Of a digest: what it is the digest of is not known here. */
    private static byte[] signed(KeyPair pair, JsonNode body) throws Exception {
        boolean rsa = pair.getPrivate().getAlgorithm().equals("RSA");
        if (!body.get("prehashed").asBoolean()
                || (rsa && !body.get("signature_algorithm").asText().equals("pkcs1v15"))
                || (!rsa && !body.get("marshaling_algorithm").asText().equals("asn1"))) {
            throw new GeneralSecurityException("another kind of signature");
        }
        return CertificateIssuer.signedDigest(pair, bytes(body, "input"));
    }

    private static byte[] bytes(JsonNode body, String field) {
        return Base64.getDecoder().decode(body.path(field).asText());
    }

    private static String made(int version, byte[] bytes) {
        return "vault:v" + version + ":" + ServiceRequest.base64(bytes);
    }

    static Reply error(int status, String text) {
        return Reply.of(status, Map.of("errors", List.of(text)));
    }
}
