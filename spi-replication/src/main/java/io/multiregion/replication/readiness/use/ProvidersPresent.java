package io.multiregion.replication.readiness.use;

import io.multiregion.engine.message.Inquiry.Need;
import io.multiregion.replication.readiness.key.WantedKeys;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
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

    /** What the realm names and this server does not have; empty is good. Works in a session and a transaction of its own. */
    public List<Lack> missing(String realmId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> missing(session, realmId));
    }

    /** The providers that the realm names, for another region to look for. Works in a session and a transaction of its own. */
    public List<Need> needs(String realmId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> {
            EntityManager database =
                    session.getProvider(JpaConnectionProvider.class).getEntityManager();
            RealmEntity realm = database.find(RealmEntity.class, realmId);
            return new RealmUses(session, new RealmQuery(database, realmId), realm)
                    .all().stream().map(ProviderUse::need).toList();
        });
    }

    /** Those of another region's realm that this server does not have; it knows types of provider by their names. */
    public List<Need> lacking(List<Need> needs) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                sessions,
                session -> needs.stream()
                        .filter(need -> !installed(sessions, ProviderUse.of(session, need)))
                        .toList());
    }

    private static List<Lack> missing(KeycloakSession session, String realmId) {
        EntityManager database =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        RealmEntity realm = database.find(RealmEntity.class, realmId);
        if (realm == null) {
            throw new IllegalStateException("the realm is not in this region yet: its first copy has to bring it;"
                    + " lastError says if something stops that");
        }
        RealmQuery query = new RealmQuery(database, realmId);
        List<Lack> missing = new ArrayList<>();
        for (ProviderUse use : new RealmUses(session, query, realm).all()) {
            if (!installed(session.getKeycloakSessionFactory(), use)) {
                missing.add(new Lack(use.what(), use.id(), use.where(), use.inUse()));
            }
        }
        missing.addAll(new RealmFiles(session, query, realm).missing());
        try {
            RealmModel loaded = session.realms().getRealm(realmId);
            session.getContext().setRealm(loaded);
            WantedKeys.missing(session, loaded)
                    .forEach(key -> missing.add(new Lack("key for", key.algorithm(), key.where(), true)));
            missing.addAll(new RealmThemes(session, query, realm).missing());
            missing.addAll(new VaultEntries(session, query, realm).missing());
        } catch (RuntimeException unloadable) {
            if (missing.stream().noneMatch(Lack::inUse)) {
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
