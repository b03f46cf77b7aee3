package io.multiregion.replication.start;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.Promoted;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.StoreSyncEvent;

/** Begins the jobs that only a realm's primary runs. The timers of user storage that came with a copy were never set. */
final class PrimaryJobs implements Promoted {

    private final KeycloakSessionFactory sessions;

    PrimaryJobs(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public void promoted(RealmState realm) {
        KeycloakModelUtils.runJobInTransaction(sessions, session -> schedule(session, realm.realmId()));
    }

    private static void schedule(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        StoreSyncEvent.fire(session, realm, false);
    }
}
