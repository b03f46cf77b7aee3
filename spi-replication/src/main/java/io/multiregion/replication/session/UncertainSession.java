package io.multiregion.replication.session;

import org.keycloak.models.KeycloakSession;

/** The mark on a request whose session is not known here but may still arrive. */
final class UncertainSession {

    private static final String MARK = "io.multiregion.uncertain-session";

    private UncertainSession() {}

    static void mark(KeycloakSession session) {
        session.setAttribute(MARK, Boolean.TRUE);
    }

    static boolean in(KeycloakSession session) {
        return Boolean.TRUE.equals(session.getAttribute(MARK));
    }
}
