package io.multiregion.replication.job;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.replication.hibernate.Capture;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.workflow.JpaWorkflowStateProvider;

/**
 * Where each user or client stands in a workflow, as Keycloak keeps it. Keycloak removes many at once by criteria, which no hook can
 * ask for its rows: they are told here before. A row tells its realm by its workflow only; where that is gone, the row is no realm's,
 * and nothing ever comes of it.
 */
final class CapturedWorkflowStates extends JpaWorkflowStateProvider {

    private static final String TABLE = "WORKFLOW_STATE";
    private static final String OF_A_REALM =
            " and s.workflowId in (select c.id from ComponentEntity c where c.realm.id = :realm)";

    private final KeycloakSession session;
    private final EntityManager entityManager;
    private final Capture capture;

    CapturedWorkflowStates(KeycloakSession session, Capture capture) {
        super(session);
        this.session = session;
        this.entityManager = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.capture = capture;
    }

    @Override
    public void removeByResource(String resourceId) {
        tell(ids("s.resourceId = :a" + OF_A_REALM, resourceId, null));
        super.removeByResource(resourceId);
    }

    @Override
    public void removeByWorkflowAndResource(String workflowId, String resourceId) {
        tell(ids("s.workflowId = :a and s.resourceId = :b", workflowId, resourceId));
        super.removeByWorkflowAndResource(workflowId, resourceId);
    }

    /** The workflow itself is gone by now, in the same transaction. */
    @Override
    public void removeByWorkflow(String workflowId) {
        tell(ids("s.workflowId = :a", workflowId, null));
        super.removeByWorkflow(workflowId);
    }

    /** Those whose workflows are gone: Keycloak tidies up after it has removed a realm. */
    @Override
    public void removeAll() {
        capture.ofNoRealm(TABLE);
        super.removeAll();
    }

    private List<String> ids(String where, String first, String second) {
        var query = entityManager
                .createQuery("select s.executionId from WorkflowStateEntity s where " + where, String.class)
                .setParameter("a", first);
        if (second != null) {
            query.setParameter("b", second);
        }
        if (where.endsWith(OF_A_REALM)) {
            query.setParameter("realm", realmId());
        }
        return query.getResultList();
    }

    private void tell(List<String> ids) {
        capture.ofNoRealm(TABLE);
        SharedSessionContractImplementor hibernate = entityManager.unwrap(SharedSessionContractImplementor.class);
        ids.forEach(id -> capture.changed(hibernate, TABLE, new ResourceKey(Kind.WORKFLOW_STATE, id), realmId()));
    }

    private String realmId() {
        RealmModel realm = session.getContext().getRealm();
        return realm == null ? null : realm.getId();
    }
}
