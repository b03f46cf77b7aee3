package io.multiregion.replication.jpa;

import io.multiregion.replication.hibernate.Tripwire;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Shows the tripwire every statement that Hibernate sends. Quarkus makes it before Keycloak starts, so it is armed later. */
@PersistenceUnitExtension("keycloak-default")
@ApplicationScoped
public class StatementNet implements StatementInspector {

    private static final long serialVersionUID = 1L;

    private transient volatile Tripwire tripwire;

    /** Arms the one that Quarkus made for this server. */
    public static void arm(Tripwire tripwire) {
        Arc.container().select(StatementNet.class, Any.Literal.INSTANCE).get().tripwire = tripwire;
    }

    @Override
    public String inspect(String sql) {
        Tripwire present = tripwire;
        if (present != null) {
            present.statement(sql);
        }
        return sql;
    }
}
