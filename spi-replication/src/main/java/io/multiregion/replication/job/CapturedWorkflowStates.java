package io.multiregion.replication.job;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.replication.hibernate.Capture;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.workflow.JpaWorkflowStateProvider;

/**
 * Where each user or client stands in a workflow, as Keycloak keeps it. Keycloak removes many at once by criteria, which no hook can
 * ask for its rows: they are told here before. A row tells its realm by its workflow only; where that is gone, the row is no realm's,
 * and nothing ever comes of it.
 */
final class CapturedWorkflowStates extends JpaWorkflowStateProvider {

    private static final String TABLE = "WORKFLOW_STATE";
    private static final String SELECT = "select s.executionId, c.realm.id from WorkflowStateEntity s"
            + " left join ComponentEntity c on c.id = s.workflowId where ";

    private final EntityManager entityManager;
    private final Capture capture;

    CapturedWorkflowStates(KeycloakSession session, Capture capture) {
        super(session);
        this.entityManager = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.capture = capture;
    }

    /** Those of workflows that are gone stay untold. */
    @Override
    public void removeByResource(String resourceId) {
        tell(rows("s.resourceId = ?1 and c.id is not null", resourceId));
        super.removeByResource(resourceId);
    }

    @Override
    public void removeByWorkflowAndResource(String workflowId, String resourceId) {
        tell(rows("s.workflowId = ?1 and s.resourceId = ?2", workflowId, resourceId));
        super.removeByWorkflowAndResource(workflowId, resourceId);
    }

    /** The workflow itself may be gone by now, in the same transaction: then the realm is the one that the request is about. */
    @Override
    public void removeByWorkflow(String workflowId) {
        tell(rows("s.workflowId = ?1", workflowId));
        super.removeByWorkflow(workflowId);
    }

    /** Those whose workflows are gone: Keycloak tidies up after it has removed a realm. */
    @Override
    public void removeAll() {
        capture.ofNoRealm(TABLE);
        super.removeAll();
    }

    private List<Object[]> rows(String where, String... bound) {
        TypedQuery<Object[]> query = entityManager.createQuery(SELECT + where, Object[].class);
        for (int i = 0; i < bound.length; i++) {
            query.setParameter(i + 1, bound[i]);
        }
        return query.getResultList();
    }

    private void tell(List<Object[]> rows) {
        capture.ofNoRealm(TABLE);
        SharedSessionContractImplementor hibernate = entityManager.unwrap(SharedSessionContractImplementor.class);
        rows.forEach(row -> capture.changed(
                hibernate, TABLE, new ResourceKey(Kind.WORKFLOW_STATE, (String) row[0]), (String) row[1]));
    }
}
