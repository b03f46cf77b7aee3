package io.multiregion.replication.consent;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.withdrawn.WithdrawnConsents;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.start.MultiRegion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageId;

/** That a user of a replicated realm withdraws a consent, in the transaction that does so. */
public final class Withdrawal {

    /** What is to be done in the transaction. */
    private interface Step {
        boolean in(Connection connection, ResourceKey user) throws SQLException;
    }

    private Withdrawal() {}

    /**
     * Notes it, whether the region knows of the consent or not: the user may have given it in another one just before.
     *
     * @param client its id
     */
    public static void note(KeycloakSession session, RealmModel realm, String userId, String client) {
        does(session, realm, userId, state -> true, (connection, user) -> {
            WithdrawnConsents.note(connection, realm.getId(), user, client, Time.currentTimeMillis());
            return true;
        });
    }

    /** Forgets a user who is removed. */
    public static void forget(KeycloakSession session, RealmModel realm, String userId) {
        does(session, realm, userId, RealmState::isPrimary, WithdrawnConsents::remove);
    }

    private static void does(
            KeycloakSession session, RealmModel realm, String userId, Predicate<RealmState> where, Step step) {
        MultiRegion.of(session)
                .filter(region ->
                        region.topology().of(realm.getId()).filter(where).isPresent())
                .ifPresent(region -> {
                    Kind kind = StorageId.isLocalStorage(userId) ? Kind.USER : Kind.FEDERATED_USER;
                    ResourceKey user = new ResourceKey(kind, userId);
                    Session database = session.getProvider(JpaConnectionProvider.class)
                            .getEntityManager()
                            .unwrap(Session.class);
                    if (SessionWork.in(database, connection -> step.in(connection, user))) {
                        region.capture()
                                .changed(
                                        (SharedSessionContractImplementor) database,
                                        WithdrawnConsents.table(kind),
                                        user,
                                        realm.getId());
                    }
                });
    }
}
