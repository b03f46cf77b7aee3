package io.multiregion.replication.session;

import java.util.Set;
import org.keycloak.cookie.CookieType;
import org.keycloak.cookie.DefaultCookieProvider;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak expires the SSO cookies of a session it does not know. On a secondary that would end a session of the primary that
 * has not arrived yet, so as long as that is possible the cookies are left alone; a new sign-in still replaces them. Whoever signs out
 * is signed out of this browser, whatever is known of the session.
 */
final class PatientCookies extends DefaultCookieProvider {

    private static final Set<CookieType> SIGN_ON = Set.of(CookieType.IDENTITY, CookieType.SESSION);

    private final KeycloakSession session;

    PatientCookies(KeycloakSession session) {
        super(session);
        this.session = session;
    }

    @Override
    public void expire(CookieType type) {
        if (SIGN_ON.contains(type) && session != null && UncertainSession.in(session) && !isSignOut()) {
            return;
        }
        super.expire(type);
    }

    private boolean isSignOut() {
        HttpRequest request = session.getContext().getHttpRequest();
        return request != null
                && (SignOut.isAt(request.getUri().getPath())
                        || SignOut.inSaml(PresentedClaims.samlRequest(request)).isPresent());
    }
}
