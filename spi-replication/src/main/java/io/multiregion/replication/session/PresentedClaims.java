package io.multiregion.replication.session;

import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieType;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * Reads the sessions that the current request names, wherever it does: in its SSO cookie, under whatever scheme of authorization, in any
 * field of its form or query.
 */
final class PresentedClaims {

    private static final String READ = "io.multiregion.presented-claims";
    private static final String SAML_REQUEST = "SAMLRequest";

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
        claims.addAuthorization(request.getHttpHeaders().getHeaderString("Authorization"));
        claims.addAll(request.getDecodedFormParameters());
        claims.addAll(request.getUri().getQueryParameters());
        if (mustSign(session.getContext().getClient())) {
            SignOut.inSaml(samlRequest(request)).ifPresent(ending -> ending.forEach(claims::add));
        }
        return claims;
    }

    /** The SAML request as it came, or null. */
    static String samlRequest(HttpRequest request) {
        MultivaluedMap<String, String> form = request.getDecodedFormParameters();
        String posted = form.getFirst(SAML_REQUEST);
        return posted != null ? posted : request.getUri().getQueryParameters().getFirst(SAML_REQUEST);
    }

    /** Else nobody has verified what the request says: whoever likes could have threads wait. */
    private static boolean mustSign(ClientModel client) {
        return client != null && Boolean.parseBoolean(client.getAttribute("saml.client.signature"));
    }
}
