package io.multiregion.replication.job;

import io.multiregion.replication.start.MultiRegion;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.workflow.ResourceType;
import org.keycloak.models.workflow.ResourceTypeSelector;
import org.keycloak.models.workflow.Workflow;
import org.keycloak.models.workflow.WorkflowEvent;
import org.keycloak.models.workflow.WorkflowProvider;
import org.keycloak.representations.workflows.WorkflowRepresentation;

/**
 * Keycloak's workflows, which on a secondary take no events and run no steps: the primary's own events and clock do. Where the
 * steps stand is replicated ({@code WORKFLOW_STATE}), so they go on from there after a change of role.
 */
final class PrimaryOnlyWorkflows implements WorkflowProvider {

    private final KeycloakSession session;
    private final WorkflowProvider workflows;

    PrimaryOnlyWorkflows(KeycloakSession session, WorkflowProvider workflows) {
        this.session = session;
        this.workflows = workflows;
    }

    @Override
    public void submit(WorkflowEvent event) {
        if (!readOnly()) {
            workflows.submit(event);
        }
    }

    @Override
    public void runScheduledSteps() {
        if (!readOnly()) {
            workflows.runScheduledSteps();
        }
    }

    @Override
    public ResourceTypeSelector getResourceTypeSelector(ResourceType type) {
        return workflows.getResourceTypeSelector(type);
    }

    @Override
    public Workflow toModel(WorkflowRepresentation representation) {
        return workflows.toModel(representation);
    }

    @Override
    public Workflow getWorkflow(String id) {
        return workflows.getWorkflow(id);
    }

    @Override
    public void removeWorkflow(Workflow workflow) {
        workflows.removeWorkflow(workflow);
    }

    @Override
    public Stream<Workflow> getWorkflows() {
        return workflows.getWorkflows();
    }

    @Override
    public Stream<Workflow> getWorkflows(String search, Boolean exact, Integer first, Integer max) {
        return workflows.getWorkflows(search, exact, first, max);
    }

    @Override
    public Stream<WorkflowRepresentation> getScheduledWorkflowsByResource(String resourceId) {
        return workflows.getScheduledWorkflowsByResource(resourceId);
    }

    @Override
    public WorkflowRepresentation toRepresentation(Workflow workflow) {
        return workflows.toRepresentation(workflow);
    }

    @Override
    public void updateWorkflow(Workflow workflow, WorkflowRepresentation representation) {
        workflows.updateWorkflow(workflow, representation);
    }

    @Override
    public void activate(Workflow workflow, ResourceType type, String resourceId) {
        workflows.activate(workflow, type, resourceId);
    }

    @Override
    public void deactivate(Workflow workflow, String resourceId) {
        workflows.deactivate(workflow, resourceId);
    }

    @Override
    public void activateForAllEligibleResources(Workflow workflow) {
        workflows.activateForAllEligibleResources(workflow);
    }

    @Override
    public void migrateScheduledResources(String stepIdFrom, String stepIdTo) {
        workflows.migrateScheduledResources(stepIdFrom, stepIdTo);
    }

    @Override
    public void close() {
        // the session closes Keycloak's own
    }

    private boolean readOnly() {
        String realm = session.getContext().getRealm() == null
                ? null
                : session.getContext().getRealm().getId();
        return MultiRegion.of(session)
                .flatMap(region -> region.topology().readOnly(realm))
                .isPresent();
    }
}
