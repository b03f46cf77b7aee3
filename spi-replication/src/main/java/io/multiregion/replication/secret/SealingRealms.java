package io.multiregion.replication.secret;

import io.multiregion.engine.secret.stored.Secrets;
import io.multiregion.engine.state.store.Topology;
import jakarta.persistence.EntityManager;
import java.util.Set;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.JpaRealmProvider;
import org.keycloak.models.jpa.RealmAdapter;

/**
 * Keycloak's realms, their mail settings sealed, and a copy's rows left to its primary. It extends the provider because Keycloak casts to
 * it.
 */
final class SealingRealms extends JpaRealmProvider {

    private final KeycloakSession session;
    private final Secrets secrets;
    private final Topology topology;

    SealingRealms(KeycloakSession session, EntityManager entityManager, Secrets secrets, Topology topology) {
        super(session, entityManager, null, null);
        this.session = session;
        this.secrets = secrets;
        this.topology = topology;
    }

    @Override
    public RealmModel createRealm(String id, String name) {
        return sealing(super.createRealm(id, name));
    }

    @Override
    public RealmModel getRealm(String id) {
        return sealing(super.getRealm(id));
    }

    /** A job clears all realms at once. Of a realm that is read-only here, its primary does. */
    @Override
    public void removeExpiredClientInitialAccess() {
        Set<String> readOnly = topology.readOnlyIds();
        if (readOnly.isEmpty()) {
            super.removeExpiredClientInitialAccess();
            return;
        }
        em.createQuery("delete from ClientInitialAccessEntity ia where ((ia.expiration > 0"
                        + " and (ia.timestamp + ia.expiration) < :currentTime) or ia.remainingCount = 0)"
                        + " and ia.realm.id not in :readOnly")
                .setParameter("currentTime", Time.currentTime())
                .setParameter("readOnly", readOnly)
                .executeUpdate();
    }

    private RealmModel sealing(RealmModel realm) {
        return realm instanceof RealmAdapter adapter
                ? new SealingRealm(session, em, adapter.getEntity(), secrets)
                : realm;
    }
}
