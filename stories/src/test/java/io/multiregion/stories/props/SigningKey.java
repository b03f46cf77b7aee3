package io.multiregion.stories.props;

import io.multiregion.lab.client.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** A key of a client that shows who it is by what it signs (RFC 7523, private_key_jwt). */
public record SigningKey(String id, KeyPair pair) {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static SigningKey named(String id) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new SigningKey(id, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key set that has this key only, as a client's attribute holds it: quoted, to stand in JSON. */
    public String keySet() {
        var key = (RSAPublicKey) pair.getPublic();
        return Json.of(
                        "{keys:[{kty:'RSA', alg:'RS256', use:'sig', kid:'%s', n:'%s', e:'%s'}]}",
                        id, encoded(key.getModulus()), encoded(key.getPublicExponent()))
                .toString()
                .replace("\"", "\\\"");
    }

    /** Fields of a request for a token of the client's own. */
    public Map<String, String> form(String client, String audience) {
        return Map.of(
                "grant_type",
                "client_credentials",
                "client_assertion_type",
                TYPE,
                "client_assertion",
                assertion(client, audience));
    }

    private String assertion(String client, String audience) {
        long now = Instant.now().getEpochSecond();
        var text = encoded(Json.of("{alg:'RS256', kid:'%s'}", id).toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(Json.of(
                                "{iss:'%1$s', sub:'%1$s', aud:'%2$s', jti:'%3$s', iat:%4$d, exp:%5$d}",
                                client, audience, UUID.randomUUID(), now, now + 30)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encoded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
