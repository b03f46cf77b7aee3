package io.multiregion.stories.secondary;

import io.multiregion.lab.client.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client that shows who it is by a signed assertion instead of its secret (RFC 7523, client_secret_jwt). */
record Assertion(String client, String secret) {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** The fields of a token request, with an assertion made out for this audience. */
    Map<String, String> form(String audience, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("client_assertion_type", TYPE);
        form.put("client_assertion", signed(audience));
        return form;
    }

    private String signed(String audience) {
        long now = Instant.now().getEpochSecond();
        var text = encoded("{\"alg\":\"HS256\"}") + "."
                + encoded(Json.of(
                                "{iss:'%1$s', sub:'%1$s', aud:'%2$s', jti:'%3$s', iat:%4$d, exp:%5$d}",
                                client, audience, UUID.randomUUID(), now, now + 30)
                        .toString());
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text + "." + encoded(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
