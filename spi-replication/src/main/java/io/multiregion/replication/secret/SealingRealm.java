package io.multiregion.replication.secret;

import io.multiregion.engine.secret.stored.Secrets;
import jakarta.persistence.EntityManager;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.RealmAdapter;
import org.keycloak.models.jpa.entities.RealmEntity;

/** A realm whose mail settings are sealed in its entity. */
final class SealingRealm extends RealmAdapter {

    private final SealedSettings settings;

    SealingRealm(KeycloakSession session, EntityManager entityManager, RealmEntity realm, Secrets secrets) {
        super(session, entityManager, realm);
        this.settings = new SealedSettings(secrets, "REALM_SMTP_CONFIG");
    }

    @Override
    public Map<String, String> getSmtpConfig() {
        return settings.opened(getId(), getId(), super.getSmtpConfig());
    }

    @Override
    public void setSmtpConfig(Map<String, String> smtpConfig) {
        super.setSmtpConfig(settings.sealed(getId(), getId(), smtpConfig));
    }
}
