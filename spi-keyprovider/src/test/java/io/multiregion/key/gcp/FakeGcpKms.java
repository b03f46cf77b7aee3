package io.multiregion.key.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.key.CertificateIssuer;
import io.multiregion.key.cipher.Aead;
import io.multiregion.key.cipher.RsaOaep;
import io.multiregion.key.http.FakeService;
import io.multiregion.key.http.ServiceRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import javax.crypto.SecretKey;

/** Google Cloud KMS as its API reference describes it, with the token endpoint of Google and the metadata server. */
final class FakeGcpKms extends FakeService {

    static final String RING = "projects/acme-1/locations/europe-west1/keyRings/mr/cryptoKeys/";
    private static final String EMAIL = "keycloak@acme-1.iam.gserviceaccount.com";

    private final KeyPair account;
    private volatile boolean damaging;

    /** @param account the key of the service account that it knows */
    FakeGcpKms(KeyPair account) {
        this.account = account;
    }

    /** What it sends is damaged on the way. */
    void damages(boolean on) {
        damaging = on;
    }

    String token() {
        return "ya29.session-" + session();
    }

    Path keyFile(Path file) throws IOException {
        return Files.write(
                file,
                ServiceRequest.bytes(Map.of(
                        "type",
                        "service_account",
                        "client_email",
                        EMAIL,
                        "private_key_id",
                        "1a2b",
                        "private_key",
                        "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(account.getPrivate().getEncoded())
                                + "\n-----END PRIVATE KEY-----\n",
                        "token_uri",
                        address() + "/token")));
    }

    @Override
    protected Reply reply(Request request) throws Exception {
        if (request.path().equals("/token")) {
            return isAssertion(request.text()) ? tokenReply() : Reply.of(400, Map.of("error", "invalid_grant"));
        }
        if (request.path().equals("/computeMetadata/v1/instance/service-accounts/default/token")) {
            return request.header("Metadata-Flavor").equals("Google") ? tokenReply() : new Reply(403, new byte[0]);
        }
        if (!request.header("Authorization").equals("Bearer " + token())) {
            return error(401, "UNAUTHENTICATED");
        }
        int colon = request.path().lastIndexOf(':');
        // name, and of a pair its version
        String[] key = request.path().substring(("/v1/" + RING).length(), colon).split("/cryptoKeyVersions/");
        List<Object> versions = versions(key[0]);
        int version = key.length == 1 ? versions.size() : Integer.parseInt(key[1]);
        if (version < 1 || version > versions.size()) {
            return error(404, "NOT_FOUND");
        }
        try {
            return Reply.of(200, done(request.path().substring(colon + 1), versions.get(version - 1), request.json()));
        } catch (ClassCastException e) {
            return error(400, "FAILED_PRECONDITION");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return error(400, "INVALID_ARGUMENT");
        }
    }

    private Reply tokenReply() {
        return Reply.of(200, Map.of("access_token", token(), "expires_in", 3599, "token_type", "Bearer"));
    }

    private boolean isAssertion(String form) throws Exception {
        Map<String, String> fields = new HashMap<>();
        for (String each : form.split("&")) {
            fields.put(each.split("=")[0], URLDecoder.decode(each.split("=")[1], StandardCharsets.UTF_8));
        }
        String[] parts = fields.get("assertion").split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(account.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        JsonNode head = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        long now = Instant.now().getEpochSecond();
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                && fields.get("grant_type").equals("urn:ietf:params:oauth:grant-type:jwt-bearer")
                && head.path("alg").asText().equals("RS256")
                && head.path("kid").asText().equals("1a2b")
                && claims.path("iss").asText().equals(EMAIL)
                && claims.path("aud").asText().equals(address() + "/token")
                && claims.path("scope").asText().equals("https://www.googleapis.com/auth/cloudkms")
                && Math.abs(claims.path("iat").asLong() - now) < 60
                && claims.path("exp").asLong() - claims.path("iat").asLong() == 3600;
    }

    private Map<String, ?> done(String operation, Object key, JsonNode body) throws Exception {
        switch (operation) {
            case "encrypt":
                byte[] encrypted = new Aead((SecretKey) key, null)
                        .encrypt(bytes(body, "plaintext"), bytes(body, "additionalAuthenticatedData"));
                return reply(
                        "ciphertext",
                        encrypted,
                        "verifiedPlaintextCrc32c",
                        "verifiedAdditionalAuthenticatedDataCrc32c");
            case "decrypt":
                return reply(
                        "plaintext",
                        new Aead((SecretKey) key, null)
                                .decrypt(bytes(body, "ciphertext"), bytes(body, "additionalAuthenticatedData")));
            case "asymmetricSign":
                byte[] digest =
                        Base64.getDecoder().decode(body.at("/digest/sha256").asText());
                if (!body.path("digestCrc32c").asText().equals(sum(digest))) {
                    throw new GeneralSecurityException("checksum");
                }
                return reply(
                        "signature", CertificateIssuer.signedDigest((KeyPair) key, digest), "verifiedDigestCrc32c");
            case "asymmetricDecrypt":
                return reply(
                        "plaintext",
                        RsaOaep.decrypt(((KeyPair) key).getPrivate(), bytes(body, "ciphertext")),
                        "verifiedCiphertextCrc32c");
            default:
                throw new GeneralSecurityException("unknown operation");
        }
    }

    private Map<String, Object> reply(String field, byte[] value, String... flags) {
        Map<String, Object> fields =
                new HashMap<>(Map.of("name", RING + "x/cryptoKeyVersions/1", field + "Crc32c", sum(value)));
        byte[] sent = value.clone();
        sent[0] ^= (byte) (damaging ? 1 : 0);
        fields.put(field, ServiceRequest.base64(sent));
        for (String each : flags) {
            fields.put(each, true);
        }
        return fields;
    }

    private static byte[] bytes(JsonNode body, String field) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(body.path(field).asText());
        if (!body.path(field + "Crc32c").asText().equals(sum(bytes))) {
            throw new GeneralSecurityException("checksum");
        }
        return bytes;
    }

    private static String sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return Long.toString(sum.getValue());
    }

    static Reply error(int status, String name) {
        return Reply.of(status, Map.of("error", Map.of("code", status, "message", "no", "status", name)));
    }
}
