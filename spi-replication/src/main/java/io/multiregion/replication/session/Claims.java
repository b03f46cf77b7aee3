package io.multiregion.replication.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The sessions that a request's tokens and cookies name. Nothing is verified here: Keycloak has done so before it looks for
 * a session, and all that hangs on a claim is whether a look-up may wait.
 */
final class Claims {

    /**
     * A token that names a session.
     *
     * @param session the id of the user session
     * @param client the client the token was issued to, by its client id or Keycloak's own id; null for a cookie
     * @param issuedAt by the clock of whoever issued it; the session was there by then
     */
    record Claim(String session, String client, Instant issuedAt) {}

    private static final int LONGEST_TOKEN = 16 * 1024;

    /** A request has a few at most; whoever sends more waits for none of the rest. */
    private static final int MOST_VALUES = 64;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Claim> claims = new ArrayList<>();

    /** Adds what a token says; anything that is not a token with a session is passed over. */
    public void add(String token) {
        if (token == null || token.length() > LONGEST_TOKEN) {
            return;
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return;
        }
        try {
            JsonNode body = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            if (body.hasNonNull("sid") && body.hasNonNull("iat")) {
                claims.add(new Claim(
                        body.get("sid").asText(),
                        body.path("azp").asText(null),
                        Instant.ofEpochSecond(body.get("iat").asLong())));
            }
        } catch (IOException | IllegalArgumentException notAToken) {
            // Keycloak will say so to the caller
        }
    }

    /** Adds the token that a header has behind its scheme, whatever that is: Bearer, DPoP. */
    public void addAuthorization(String header) {
        if (header != null) {
            String trimmed = header.trim();
            add(trimmed.substring(trimmed.indexOf(' ') + 1).trim());
        }
    }

    /** Adds whatever is a token among the values of a form or a query, under whatever name. */
    public void addAll(Map<String, List<String>> fields) {
        fields.values().stream().flatMap(List::stream).limit(MOST_VALUES).forEach(this::add);
    }

    public void add(Claim claim) {
        claims.add(claim);
    }

    /** The newest claim of a session. */
    public Optional<Claim> of(String session) {
        return claims.stream().filter(claim -> claim.session().equals(session)).max(Claims::byAge);
    }

    /**
     * The newest claim of a session by a token that was issued to a client; a cookie is issued to none.
     *
     * @param client whether a client id is the one in question
     */
    public Optional<Claim> of(String session, Predicate<String> client) {
        return claims.stream()
                .filter(claim -> claim.session().equals(session))
                .filter(claim -> claim.client() != null && client.test(claim.client()))
                .max(Claims::byAge);
    }

    private static int byAge(Claim one, Claim other) {
        return one.issuedAt().compareTo(other.issuedAt());
    }
}
