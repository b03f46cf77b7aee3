package io.multiregion.replication.job;

import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.start.MultiRegion;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.timer.ScheduledTask;

/** A job of a realm, left out while this region holds only a copy of the realm. */
final class PrimaryOnlyTask implements ScheduledTask {

    private static final Logger LOG = Logger.getLogger(PrimaryOnlyTask.class);

    private final ScheduledTask task;
    private final String name;
    private final RealmJob job;

    PrimaryOnlyTask(ScheduledTask task, String name, RealmJob job) {
        this.task = task;
        this.name = name;
        this.job = job;
    }

    @Override
    public void run(KeycloakSession session) {
        if (readOnly(session)) {
            LOG.debugf("Left %s to the primary", name);
        } else {
            task.run(session);
        }
    }

    @Override
    public String getTaskName() {
        return name;
    }

    private boolean readOnly(KeycloakSession session) {
        return MultiRegion.of(session).stream()
                .flatMap(region -> region.topology().all().stream())
                .filter(RealmState::isSecondary)
                .map(state -> session.realms().getRealm(state.realmId()))
                .anyMatch(this::isOf);
    }

    private boolean isOf(RealmModel realm) {
        return realm != null && realm.getComponent(job.componentId()) != null;
    }
}
