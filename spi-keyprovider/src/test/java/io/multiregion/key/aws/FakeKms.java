package io.multiregion.key.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.key.CertificateIssuer;
import io.multiregion.key.cipher.Aead;
import io.multiregion.key.cipher.RsaOaep;
import io.multiregion.key.http.FakeService;
import io.multiregion.key.http.ServiceRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;

/**
 * AWS KMS as its API reference describes it, with the endpoints that give credentials. It recomputes the signature of each request from
 * what arrived.
 */
final class FakeKms extends FakeService {

    static final String REGION = "eu-central-1";
    static final String KEYS = "arn:aws:kms:" + REGION + ":111122223333:key/";
    static final String SECRET = "wJalrXUtnFEMI/secret";

    private String token() {
        return "session-" + session();
    }

    @Override
    protected Reply reply(Request request) throws Exception {
        if (request.method().equals("PUT") && request.path().equals("/latest/api/token")) {
            return new Reply(200, "imds-token".getBytes());
        }
        if (request.path().startsWith("/latest/meta-data/iam/security-credentials/")) {
            boolean known = request.header("X-aws-ec2-metadata-token").equals("imds-token");
            return !known
                    ? new Reply(401, new byte[0])
                    : request.path().endsWith("/") ? new Reply(200, "keycloak-role\n".getBytes()) : credentials();
        }
        if (request.path().equals("/container")) {
            return request.header("Authorization").equals("container-token")
                    ? credentials()
                    : new Reply(401, new byte[0]);
        }
        if (request.text().startsWith("Action=AssumeRoleWithWebIdentity")) {
            return webIdentity(request.text());
        }
        return kms(request);
    }

    private Reply credentials() {
        return Reply.of(
                200,
                Map.of(
                        "AccessKeyId",
                        "ASIAEXAMPLE",
                        "SecretAccessKey",
                        SECRET,
                        "Token",
                        token(),
                        "Expiration",
                        "2099-01-01T00:00:00Z"));
    }

    private Reply webIdentity(String form) {
        if (!form.contains("WebIdentityToken=web.identity.token")
                || !form.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Feu")) {
            return new Reply(400, "<ErrorResponse/>".getBytes());
        }
        return new Reply(
                200,
                ("<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><SessionToken>"
                                + token()
                                + "</SessionToken><SecretAccessKey>" + SECRET
                                + "</SecretAccessKey><Expiration>2099-01-01T00:00:00Z</Expiration><AccessKeyId>ASIAEXAMPLE</AccessKeyId>"
                                + "</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>")
                        .getBytes());
    }

    private Reply kms(Request request) throws Exception {
        if (!request.header("Content-type").equals("application/x-amz-json-1.1")) {
            return error(400, "SerializationException");
        }
        if (!isSigned(request)) {
            return error(400, "InvalidSignatureException");
        }
        String token = request.headers().getFirst("X-amz-security-token");
        if (token != null && !token.equals(token())) {
            return error(400, "ExpiredTokenException");
        }
        JsonNode body = request.json();
        String id = body.path("KeyId").asText();
        List<Object> versions = versions(id.startsWith(KEYS) ? id.substring(KEYS.length()) : "");
        if (versions.isEmpty()) {
            return error(400, "NotFoundException");
        }
        try {
            return Reply.of(200, done(request.header("X-amz-target"), versions.get(0), body));
        } catch (ClassCastException e) {
            return error(400, "InvalidKeyUsageException");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return error(400, "InvalidCiphertextException");
        }
    }

    private static boolean isSigned(Request request) {
        String authorization = request.header("Authorization");
        Map<String, String> headers = new HashMap<>();
        for (String each :
                authorization.replaceAll(".*SignedHeaders=([^,]*).*", "$1").split(";")) {
            headers.put(each, request.header(each));
        }
        if (!headers.keySet().containsAll(Set.of("host", "x-amz-date", "x-amz-target", "content-type"))) {
            return false;
        }
        String accessKey = authorization.replaceAll(".*Credential=([^/]*)/.*", "$1");
        AwsCredentials expected = new AwsCredentials(accessKey, SECRET, null);
        return authorization.equals(
                new SigV4(REGION, "kms").authorization(request.method(), headers, request.body(), expected));
    }

    private static Map<String, ?> done(String target, Object key, JsonNode body) throws Exception {
        String id = body.get("KeyId").asText();
        switch (target) {
            case "TrentService.Encrypt":
                return Map.of(
                        "KeyId",
                        id,
                        "CiphertextBlob",
                        ServiceRequest.base64(
                                new Aead((SecretKey) key, null).encrypt(bytes(body, "Plaintext"), context(body))));
            case "TrentService.Decrypt":
                byte[] blob = bytes(body, "CiphertextBlob");
                if (key instanceof KeyPair pair
                        && body.path("EncryptionAlgorithm").asText().equals("RSAES_OAEP_SHA_256")) {
                    return Map.of(
                            "KeyId", id, "Plaintext", ServiceRequest.base64(RsaOaep.decrypt(pair.getPrivate(), blob)));
                }
                return Map.of(
                        "KeyId",
                        id,
                        "Plaintext",
                        ServiceRequest.base64(new Aead((SecretKey) key, null).decrypt(blob, context(body))));
            case "TrentService.Sign":
                KeyPair pair = (KeyPair) key;
                String algorithm =
                        pair.getPublic().getAlgorithm().equals("RSA") ? "RSASSA_PKCS1_V1_5_SHA_256" : "ECDSA_SHA_256";
                if (!body.path("SigningAlgorithm").asText().equals(algorithm)
                        || !body.path("MessageType").asText().equals("DIGEST")) {
                    throw new GeneralSecurityException("another algorithm");
                }
                return Map.of(
                        "KeyId",
                        id,
                        "Signature",
                        ServiceRequest.base64(CertificateIssuer.signedDigest(pair, bytes(body, "Message"))));
            case "TrentService.DeriveSharedSecret":
                KeyAgreement agreement = KeyAgreement.getInstance(
                        body.path("KeyAgreementAlgorithm").asText());
                agreement.init(((KeyPair) key).getPrivate());
                agreement.doPhase(
                        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes(body, "PublicKey"))),
                        true);
                return Map.of("KeyId", id, "SharedSecret", ServiceRequest.base64(agreement.generateSecret()));
            default:
                throw new GeneralSecurityException("unknown operation");
        }
    }

    private static byte[] context(JsonNode body) {
        Map<String, String> context = new TreeMap<>();
        body.path("EncryptionContext")
                .fields()
                .forEachRemaining(
                        each -> context.put(each.getKey(), each.getValue().asText()));
        return ServiceRequest.bytes(context);
    }

    private static byte[] bytes(JsonNode body, String field) {
        return Base64.getDecoder().decode(body.path(field).asText().getBytes(StandardCharsets.US_ASCII));
    }

    static Reply error(int status, String type) {
        return Reply.of(status, Map.of("__type", "com.amazonaws.kms#" + type, "message", "no"));
    }
}
