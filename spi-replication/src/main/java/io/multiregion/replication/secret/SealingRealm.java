package io.multiregion.replication.secret;

import io.multiregion.engine.onelog.OneLog;
import io.multiregion.engine.operate.due.DrillsDue;
import io.multiregion.engine.secret.stored.Secrets;
import io.multiregion.engine.stale.StalePolicy;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.RealmAdapter;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.services.ErrorResponseException;

/** A realm whose mail settings are sealed in its entity, and whose attributes of ours are what they can be. */
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

    /** @throws ErrorResponseException with 400 if it can't have this value */
    @Override
    public void setAttribute(String name, String value) {
        StalePolicy.objection(name, value)
                .or(() -> OneLog.objection(name, value))
                .or(() -> DrillsDue.objection(name, value))
                .ifPresent(why -> {
                    throw new ErrorResponseException("invalid_realm_attribute", why, Response.Status.BAD_REQUEST);
                });
        super.setAttribute(name, value);
    }
}
