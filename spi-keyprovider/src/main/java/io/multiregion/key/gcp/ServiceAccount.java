package io.multiregion.key.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.http.ServiceUrl;
import io.multiregion.key.place.KeyUri;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** The key file of a service account. */
record ServiceAccount(String email, String keyId, PrivateKey key, String tokenUri) {

    private static final String SCOPE = "https://www.googleapis.com/auth/cloudkms";
    private static final int SECONDS = 3600;

    static ServiceAccount read(KeyUri location, Path file) {
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            if (!json.path("type").asText().equals("service_account")) {
                throw new IllegalArgumentException(location + ": " + file
                        + " is not the key file of a service account, other kinds are not supported");
            }
            byte[] key = Base64.getMimeDecoder()
                    .decode(json.path("private_key").asText().replaceAll("-----[A-Z ]+-----", ""));
            return new ServiceAccount(
                    json.path("client_email").asText(),
                    json.path("private_key_id").asText(),
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    ServiceUrl.checked(location, json.path("token_uri").asText()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    location + ": cannot read the file of GOOGLE_APPLICATION_CREDENTIALS, " + file + ": check it");
        }
    }

    /** A JWT (RFC 7523) that asks for a token for Cloud KMS. */
    String assertion(Instant now) {
        long time = now.getEpochSecond();
        String text = part(Map.of("alg", "RS256", "typ", "JWT", "kid", keyId)) + "."
                + part(Map.of("iss", email, "scope", SCOPE, "aud", tokenUri, "iat", time, "exp", time + SECONDS));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of " + email + " cannot sign", e);
        }
    }

    private static String part(Map<String, ?> fields) {
        return url(ServiceRequest.bytes(fields));
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "service account " + email;
    }
}
