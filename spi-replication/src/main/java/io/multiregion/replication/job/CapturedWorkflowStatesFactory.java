package io.multiregion.replication.job;

import io.multiregion.replication.start.MultiRegion;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.workflow.JpaWorkflowStateProviderFactory;
import org.keycloak.models.workflow.WorkflowStateProvider;

/** Replaces Keycloak's store of what is due in workflows (same id) by one whose removals are captured. */
public final class CapturedWorkflowStatesFactory extends JpaWorkflowStateProviderFactory {

    @Override
    public WorkflowStateProvider create(KeycloakSession session) {
        return MultiRegion.of(session)
                .<WorkflowStateProvider>map(region -> new CapturedWorkflowStates(session, region.capture()))
                .orElseGet(() -> super.create(session));
    }
}
