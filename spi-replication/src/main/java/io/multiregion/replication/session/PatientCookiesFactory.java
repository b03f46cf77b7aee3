package io.multiregion.replication.session;

import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.DefaultCookieProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Replaces Keycloak's cookies (same id) by ones that do not end a session that may still arrive. */
public final class PatientCookiesFactory extends DefaultCookieProviderFactory {

    @Override
    public CookieProvider create(KeycloakSession session) {
        return new PatientCookies(session);
    }
}
