package io.multiregion.key.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.key.http.Renewed.Lease;
import java.time.Clock;
import java.util.Set;

/** What an authorization server answers (RFC 6749, 5.1), and what it answers instead (5.2). */
public final class OAuthToken {

    private static final int LONGEST = 86_400;

    private OAuthToken() {}

    public static Refusals refusals() {
        return new Refusals(
                "the service of its credentials",
                body -> body.path("error").asText(""),
                Set.of(),
                Set.of("invalid_grant", "invalid_client", "unauthorized_client", "access_denied"));
    }

    public static Lease<String> lease(ServiceAnswer answer, Clock clock) {
        JsonNode seconds = answer.json().path("expires_in");
        long life = seconds.asLong(0);
        if (life <= 0 || life > LONGEST) {
            // Azure: a managed identity may come without, or with another idea of the time
            life = Math.max(
                    0,
                    Math.min(
                            LONGEST,
                            answer.json().path("expires_on").asLong(0)
                                    - clock.instant().getEpochSecond()));
        }
        String token = answer.text("/access_token");
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw answer.strange("no token in /access_token", null);
        }
        return new Lease<>(token, clock.instant().plusSeconds(life));
    }
}
