package io.multiregion.replication.secret;

import io.multiregion.engine.secret.stored.Secrets;
import jakarta.persistence.EntityManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.JpaRealmProvider;
import org.keycloak.models.jpa.RealmAdapter;

/** Keycloak's realms, their mail settings sealed. It extends the provider because Keycloak casts to it. */
final class SealingRealms extends JpaRealmProvider {

    private final KeycloakSession session;
    private final Secrets secrets;

    SealingRealms(KeycloakSession session, EntityManager entityManager, Secrets secrets) {
        super(session, entityManager, null, null);
        this.session = session;
        this.secrets = secrets;
    }

    @Override
    public RealmModel createRealm(String id, String name) {
        return sealing(super.createRealm(id, name));
    }

    @Override
    public RealmModel getRealm(String id) {
        return sealing(super.getRealm(id));
    }

    private RealmModel sealing(RealmModel realm) {
        return realm instanceof RealmAdapter adapter
                ? new SealingRealm(session, em, adapter.getEntity(), secrets)
                : realm;
    }
}
