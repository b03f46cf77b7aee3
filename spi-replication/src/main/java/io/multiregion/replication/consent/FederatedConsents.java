package io.multiregion.replication.consent;

import jakarta.persistence.EntityManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.jpa.JpaUserFederatedStorageProvider;

/** What Keycloak keeps of users who are not imported; that one withdraws a consent is noted. */
final class FederatedConsents extends JpaUserFederatedStorageProvider {

    private final KeycloakSession session;

    FederatedConsents(KeycloakSession session, EntityManager em) {
        super(session, em);
        this.session = session;
    }

    @Override
    public boolean revokeConsentForClient(RealmModel realm, String userId, String clientId) {
        boolean known = super.revokeConsentForClient(realm, userId, clientId);
        Withdrawal.note(session, realm, userId, clientId);
        return known;
    }
}
