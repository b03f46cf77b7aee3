package io.multiregion.replication.jpa;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Namespace;
import io.multiregion.replication.access.RoleGrants;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.hibernate.CaptureHooks;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.keycloak.models.KeycloakSession;
import org.keycloak.quarkus.runtime.storage.database.jpa.QuarkusJpaConnectionProviderFactory;

/**
 * Keycloak's own JPA connection factory with capture in front. It has the same id, so it replaces the built-in one and keeps its
 * options; it extends it because Keycloak casts to that class.
 */
public final class CapturingJpaFactory extends QuarkusJpaConnectionProviderFactory {

    private volatile CaptureHooks hooks;

    /** From now on changes are captured. */
    public void capture(CaptureHooks captured) {
        hooks = captured;
    }

    /** The persistence unit; present once this factory has been initialised. */
    public SessionFactoryImplementor sessionFactory() {
        return entityManagerFactory.unwrap(SessionFactoryImplementor.class);
    }

    /** Keycloak's database, for transactions of our own. */
    public Connections connections() {
        JdbcConnectionAccess access = sessionFactory().getJdbcServices().getBootstrapJdbcConnectionAccess();
        Namespace namespace = SessionWork.namespace(sessionFactory());
        return () -> namespace.connection(access.obtainConnection());
    }

    @Override
    protected EntityManager createEntityManager(
            EntityManagerFactory factory, KeycloakSession session, boolean sessionManaged) {
        EntityManager entityManager = super.createEntityManager(factory, session, sessionManaged);
        CaptureHooks present = hooks;
        if (present == null) {
            return entityManager;
        }
        session.enlistForClose(present::settle);
        return present.around(entityManager, entity -> RoleGrants.check(session, entity));
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
