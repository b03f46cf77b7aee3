package io.multiregion.replication.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.keycloak.cookie.CookieType;
import org.keycloak.http.HttpRequest;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.JsonWebToken;

/**
 * The issuers that the current request names: those of its tokens and its SSO cookie, and the one a client's assertion is made
 * out for. A token counts only if the realm's own key signed it: else a forged one could choose the host of the links that are
 * mailed to somebody else. An assertion is signed by the client, so it counts only where clients show one.
 */
final class PresentedIssuers {

    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final List<String> SCHEMES = List.of("bearer ", "dpop ");
    private static final List<String> TOKENS =
            List.of("refresh_token", "token", "subject_token", "actor_token", "access_token");
    private static final List<String> ASSERTIONS = List.of("client_assertion", "assertion");
    private static final String CLIENTS = "/protocol/openid-connect/";
    private static final String ACTION_TOKEN = "/login-actions/action-token";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeycloakSession session;
    private final HttpRequest request;

    private PresentedIssuers(KeycloakSession session, HttpRequest request) {
        this.session = session;
        this.request = request;
    }

    /** Lazy, the most telling first: a token is what a request is about, the cookie comes with every one. */
    static Stream<String> of(KeycloakSession session) {
        try {
            return new PresentedIssuers(session, session.getContext().getHttpRequest()).all();
        } catch (ContextNotActiveException backgroundJob) {
            return Stream.empty();
        }
    }

    private Stream<String> all() {
        MultivaluedMap<String, String> form = request.getDecodedFormParameters(); // parsed before, nothing is read here
        Stream<String> tokens = Stream.concat(
                Stream.concat(authorization(), actionToken()), TOKENS.stream().map(form::getFirst));
        return Stream.of(
                        tokens.flatMap(this::issuer),
                        ASSERTIONS.stream().map(form::getFirst).flatMap(this::audiences),
                        cookie().flatMap(this::issuer))
                .flatMap(issuers -> issuers);
    }

    private Stream<String> authorization() {
        String header = request.getHttpHeaders().getHeaderString("Authorization");
        return SCHEMES.stream()
                .filter(scheme -> header != null && header.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(scheme -> header.substring(scheme.length()).trim());
    }

    /** A link that was mailed before the issuer changed. */
    private Stream<String> actionToken() {
        return path().endsWith(ACTION_TOKEN)
                ? Stream.ofNullable(request.getUri().getQueryParameters().getFirst("key"))
                : Stream.empty();
    }

    private Stream<String> cookie() {
        Cookie cookie = request.getHttpHeaders().getCookies().get(CookieType.IDENTITY.getName());
        return Optional.ofNullable(cookie).map(Cookie::getValue).stream();
    }

    private Stream<String> issuer(String token) {
        return readable(token) && namesItsKey(token)
                ? Stream.ofNullable(session.tokens().decode(token, JsonWebToken.class))
                        .map(JsonWebToken::getIssuer)
                        .filter(Objects::nonNull)
                : Stream.empty();
    }

    /** For a token that does not, Keycloak would look for a key of any algorithm it asks for, and make one. */
    private static boolean namesItsKey(String token) {
        try {
            return new JWSInput(token).getHeader().getKeyId() != null;
        } catch (JWSInputException notAToken) {
            return false;
        }
    }

    private Stream<String> audiences(String assertion) {
        if (!readable(assertion) || !path().contains(CLIENTS)) {
            return Stream.empty();
        }
        try {
            JsonNode audience = JSON.readTree(
                            Base64.getUrlDecoder().decode(assertion.split("\\.", -1)[1]))
                    .path("aud");
            return audience.isTextual()
                    ? Stream.of(audience.asText())
                    : StreamSupport.stream(audience.spliterator(), false).map(JsonNode::asText);
        } catch (IOException | IllegalArgumentException notAToken) {
            return Stream.empty(); // Keycloak will say so to the client
        }
    }

    private static boolean readable(String token) {
        return token != null
                && token.length() <= LONGEST_TOKEN
                && Arrays.asList(token.split("\\.", -1)).size() == 3;
    }

    private String path() {
        return request.getUri().getPath();
    }
}
