package io.multiregion.replication.lockout;

import io.multiregion.replication.cache.KeycloaksOwn;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserLoginFailureProvider;
import org.keycloak.models.UserLoginFailureProviderFactory;
import org.keycloak.models.UserModel;

/**
 * Puts {@link SharedFailures} before Keycloak's own count of failed sign-ins, by its order: in memory, in an external Infinispan or, with
 * the feature {@code stateless}, in the database.
 */
public final class SharedFailuresFactory implements UserLoginFailureProviderFactory<SharedFailures> {

    @Override
    public SharedFailures create(KeycloakSession session) {
        return new SharedFailures(session, KeycloaksOwn.of(session, UserLoginFailureProvider.class));
    }

    @Override
    public void init(Config.Scope options) {}

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        sessions.register(event -> {
            if (event instanceof UserModel.UserRemovedEvent removed) {
                AttackBudget.forget(
                        removed.getKeycloakSession(),
                        removed.getRealm(),
                        removed.getUser().getId());
            }
        });
    }

    @Override
    public String getId() {
        return KeycloaksOwn.OURS;
    }

    @Override
    public int order() {
        return KeycloaksOwn.BEFORE_KEYCLOAKS_OWN;
    }

    @Override
    public void close() {}
}
