package io.multiregion.replication.session;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieType;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/** Reads the sessions that the current request names: in its SSO cookie, its bearer token and its form. */
final class PresentedClaims {

    private static final String READ = "io.multiregion.presented-claims";
    private static final String BEARER = "bearer ";
    private static final List<String> FORM = List.of("refresh_token", "token", "subject_token", "id_token_hint");

    private PresentedClaims() {}

    static Claims of(KeycloakSession session) {
        Claims read = session.getAttribute(READ, Claims.class);
        if (read == null) {
            read = read(session);
            session.setAttribute(READ, read);
        }
        return read;
    }

    private static Claims read(KeycloakSession session) {
        Claims claims = new Claims();
        HttpRequest request = session.getContext().getHttpRequest();
        if (request == null) {
            return claims; // a background job
        }
        claims.add(session.getProvider(CookieProvider.class).get(CookieType.IDENTITY));
        String authorization = request.getHttpHeaders().getHeaderString("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            claims.add(authorization.substring(BEARER.length()).trim());
        }
        MultivaluedMap<String, String> form = request.getDecodedFormParameters();
        FORM.forEach(field -> claims.add(form.getFirst(field)));
        return claims;
    }
}
