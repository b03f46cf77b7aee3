package io.multiregion.replication.readiness;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.Provider;

/**
 * Compares what a realm uses with what this server has installed: the rule {@code providers-present}. Asks the database a fixed
 * number of queries, whatever the size of the realm, and loads no clients and no users; what it does not see is the hashing of
 * passwords that were set under an earlier password policy.
 */
public final class ProvidersPresent {

    private final KeycloakSessionFactory sessions;

    public ProvidersPresent(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /** What the realm uses and this server does not have; empty is good. Works in a session and a transaction of its own. */
    public List<MissingProvider> missing(String realmId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> missing(session, realmId));
    }

    private static List<MissingProvider> missing(KeycloakSession session, String realmId) {
        EntityManager database =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        RealmEntity realm = database.find(RealmEntity.class, realmId);
        if (realm == null) {
            throw new IllegalStateException("the realm is not in this region yet: its first copy has to bring it;"
                    + " lastError says if something stops that");
        }
        RealmQuery query = new RealmQuery(database, realmId);
        List<MissingProvider> missing = new ArrayList<>();
        for (ProviderUse use : new RealmUses(session, query, realm).all()) {
            if (!installed(session.getKeycloakSessionFactory(), use)) {
                missing.add(new MissingProvider(use.what(), use.id(), use.where()));
            }
        }
        try {
            session.getContext().setRealm(session.realms().getRealm(realmId));
            missing.addAll(new RealmThemes(session, query, realm).missing());
            missing.addAll(new VaultEntries(session, query, realm).missing());
        } catch (ModelException unloadable) {
            if (missing.isEmpty()) {
                throw unloadable;
            }
        }
        return List.copyOf(missing);
    }

    private static boolean installed(KeycloakSessionFactory factories, ProviderUse use) {
        for (Class<? extends Provider> kind : use.kinds()) {
            if (factories.getProviderFactory(kind, use.id()) != null) {
                return true;
            }
        }
        return false;
    }
}
