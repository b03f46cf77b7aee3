package io.multiregion.replication.start;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.Promoted;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.StoreSyncEvent;
import org.keycloak.timer.TimerProvider;

/**
 * Begins the jobs that only a realm's primary runs. The timers of user storage that came with a copy were never set. Where the realm cannot
 * be loaded, since something is missing here that it needs, it is tried again until it can.
 */
final class PrimaryJobs implements Promoted {

    private static final String TASK = "multi-region-jobs-";
    private static final long AGAIN_MILLIS = 10_000;

    private final KeycloakSessionFactory sessions;

    PrimaryJobs(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public void promoted(RealmState realm) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, session -> schedule(session, realm.realmId()));
        } catch (RuntimeException e) {
            KeycloakModelUtils.runJobInTransaction(
                    sessions,
                    session -> session.getProvider(TimerProvider.class)
                            .scheduleTask(own -> again(own, realm.realmId()), AGAIN_MILLIS, TASK + realm.realmId()));
            throw e;
        }
    }

    private static void again(KeycloakSession session, String realmId) {
        schedule(session, realmId);
        session.getProvider(TimerProvider.class).cancelTask(TASK + realmId);
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
