package io.multiregion.replication.connection;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Namespace;
import org.hibernate.Session;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelper;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.ReturningWork;

/** SQL of ours in a transaction of Keycloak's: it finds its tables where Keycloak has its own. */
public final class SessionWork {

    /** By this Keycloak's own listeners note that a transaction waits for the disk. */
    private static final String SYNCHRONOUS = "kc.sync_commit_required";

    private SessionWork() {}

    /** Does work on the session's connection, in its transaction. */
    public static <T> T in(SharedSessionContractImplementor session, ReturningWork<T> work) {
        Namespace namespace = namespace(session.getFactory());
        return session.doReturningWork(connection -> work.execute(namespace.connection(connection)));
    }

    /** As {@link #in(SharedSessionContractImplementor, ReturningWork)}. */
    public static <T> T in(Session session, ReturningWork<T> work) {
        return in((SharedSessionContractImplementor) session, work);
    }

    /**
     * As {@link #in(Session, ReturningWork)}; the commit is on the disk when it returns, though Keycloak's listeners may find that all that
     * they see in the transaction need not be.
     */
    public static <T> T durably(Session session, ReturningWork<T> work) {
        session.setProperty(SYNCHRONOUS, true);
        return in(session, connection -> {
            T result = work.execute(connection);
            Dialect.of(connection).durable(connection);
            return result;
        });
    }

    /** Where Keycloak has its tables: what the server's option {@code db-schema} says, as Hibernate writes it. */
    public static Namespace namespace(SessionFactoryImplementor factory) {
        IdentifierHelper names = factory.getJdbcServices().getJdbcEnvironment().getIdentifierHelper();
        Identifier schema =
                names.toIdentifier(factory.getSessionFactoryOptions().getDefaultSchema());
        return Namespace.of(schema == null ? null : names.toMetaDataSchemaName(schema));
    }
}
