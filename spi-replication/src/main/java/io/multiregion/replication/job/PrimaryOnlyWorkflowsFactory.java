package io.multiregion.replication.job;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.workflow.WorkflowProvider;
import org.keycloak.models.workflow.WorkflowProviderFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Stands before Keycloak's workflows, so that a read-only realm's neither start nor step here. */
public final class PrimaryOnlyWorkflowsFactory implements WorkflowProviderFactory<WorkflowProvider> {

    private static final String KEYCLOAKS = "default";

    @Override
    public WorkflowProvider create(KeycloakSession session) {
        return new PrimaryOnlyWorkflows(session, session.getProvider(WorkflowProvider.class, KEYCLOAKS));
    }

    @Override
    public WorkflowProvider create(KeycloakSession session, ComponentModel model) {
        return create(session);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "multi-region";
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public String getHelpText() {
        return null;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
