package io.multiregion.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;

/** What a token endpoint gave. */
public record Tokens(String access, String refresh, String id) {

    /** What the token endpoint has answered. */
    public static Tokens of(JsonNode answer) {
        return new Tokens(
                answer.get("access_token").asText(),
                answer.path("refresh_token").asText(null),
                answer.path("id_token").asText(null));
    }

    /** The claims of the access token, not verified. */
    JsonNode claims() {
        return Json.read(new String(Base64.getUrlDecoder().decode(access.split("\\.")[1])));
    }

    /** The id of the user session. */
    public String session() {
        return claims().path("sid").asText();
    }

    public String issuer() {
        return claims().path("iss").asText();
    }
}
