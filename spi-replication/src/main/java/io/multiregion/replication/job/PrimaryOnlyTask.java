package io.multiregion.replication.job;

import io.multiregion.replication.start.MultiRegion;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
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
        return MultiRegion.of(session)
                .filter(region -> realms(session).stream()
                        .anyMatch(id -> region.topology().secondary(id).isPresent()))
                .isPresent();
    }

    /** The realm of the component, not loaded: another realm may be one that cannot be. */
    private List<String> realms(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery("select c.realm.id from ComponentEntity c where c.id = :id", String.class)
                .setParameter("id", job.componentId())
                .getResultList();
    }
}
