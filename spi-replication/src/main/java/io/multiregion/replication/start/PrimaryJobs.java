package io.multiregion.replication.start;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.Promoted;
import io.multiregion.replication.cache.LockedUsers;
import java.util.Optional;
import org.keycloak.cluster.ClusterEvent;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.common.util.DurationConverter;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.workflow.Workflow;
import org.keycloak.models.workflow.WorkflowProvider;
import org.keycloak.models.workflow.WorkflowScheduleClusterEvent;
import org.keycloak.representations.workflows.WorkflowConstants;
import org.keycloak.storage.StoreSyncEvent;
import org.keycloak.timer.TimerProvider;

/**
 * Begins the jobs that only a realm's primary runs, and does what a secondary could not do. The timers of user storage and of workflows
 * with a schedule that came with a copy were never set. Where the realm cannot be loaded, since something is missing here that it needs,
 * it is tried again until it can.
 */
final class PrimaryJobs implements Promoted {

    /** What every node of Keycloak listens to, whatever the workflow; the name is private there. */
    private static final String WORKFLOW_TIMERS = "workflow-schedule";

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
            LockedUsers.disable(sessions, realm.realmId());
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
        ClusterProvider cluster = session.getProvider(ClusterProvider.class);
        realm.getComponentsStream(realm.getId(), WorkflowProvider.class.getName())
                .flatMap(component -> timer(realm, new Workflow(session, component)).stream())
                .forEach(timer -> cluster.notify(WORKFLOW_TIMERS, timer, false));
    }

    private static Optional<ClusterEvent> timer(RealmModel realm, Workflow workflow) {
        String after = workflow.getConfig().getFirst(WorkflowConstants.CONFIG_SCHEDULE_AFTER);
        if (after == null || !workflow.isEnabled()) {
            return Optional.empty();
        }
        String last = workflow.getConfig().getFirst(WorkflowConstants.CONFIG_LAST_SCHEDULE_RUN);
        return Optional.of(WorkflowScheduleClusterEvent.create(
                realm.getId(),
                workflow.getId(),
                false,
                (int) DurationConverter.parseDuration(after).toSeconds(),
                last == null ? 0 : Integer.parseInt(last)));
    }
}
