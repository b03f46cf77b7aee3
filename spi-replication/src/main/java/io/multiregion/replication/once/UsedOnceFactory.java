package io.multiregion.replication.once;

import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.cache.KeycloaksOwn;
import io.multiregion.replication.start.MultiRegion;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.SingleUseObjectProviderFactory;

/** Puts {@link UsedOnce} before Keycloak's own provider, by its order: Keycloak's stays loaded and is what stores. */
public final class UsedOnceFactory implements SingleUseObjectProviderFactory<UsedOnce> {

    @Override
    public UsedOnce create(KeycloakSession session) {
        return new UsedOnce(
                () -> replicated(session),
                KeycloaksOwn.of(session, SingleUseObjectProvider.class),
                () -> KeycloaksOwn.of(session, RevokedTokenProvider.class),
                new Uses(session));
    }

    private static Optional<String> replicated(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        return realm == null
                ? Optional.empty()
                : MultiRegion.of(session)
                        .flatMap(region -> region.topology().of(realm.getId()))
                        .map(RealmState::realmId);
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
    public void init(Config.Scope options) {}

    @Override
    public void postInit(KeycloakSessionFactory sessions) {}

    @Override
    public void close() {}
}
