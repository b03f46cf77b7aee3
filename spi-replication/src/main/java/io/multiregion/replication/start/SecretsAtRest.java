package io.multiregion.replication.start;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.secret.key.RegionWrapping;
import io.multiregion.engine.secret.stored.Secrets;
import io.multiregion.engine.settings.SealingSettings;
import io.multiregion.key.Keys;
import io.multiregion.replication.hibernate.secret.SecretListener;
import jakarta.enterprise.context.ContextNotActiveException;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.utils.KeycloakSessionUtil;

/** The part of {@link MultiRegion} that seals what is secret in this region's database. */
public final class SecretsAtRest {

    private final DataKeys dataKeys;
    private final Secrets secrets;

    SecretsAtRest(DataKeys dataKeys, SessionFactoryImplementor entities) {
        this.dataKeys = dataKeys;
        this.secrets = new Secrets(dataKeys, SecretsAtRest::isServing);
        new SecretListener(secrets).register(entities.getEventEngine().getListenerRegistry());
    }

    /** Made first: the catalogue needs it to read the table of the data keys. */
    static DataKeys dataKeys(
            SealingSettings settings, Connections connections, KeycloakSessionFactory sessions, Clock clock) {
        return new DataKeys(
                connections,
                new RegionWrapping(
                        Keys.wrapping(settings.key(), settings.password()),
                        settings.former().stream()
                                .map(uri -> Keys.wrapping(uri, settings.formerPassword()))
                                .toList()),
                settings.grace(),
                clock,
                realmId -> forget(sessions));
    }

    /** What Keycloak has in memory of secrets that may no longer be used. */
    private static void forget(KeycloakSessionFactory sessions) {
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            Optional.ofNullable(session.getProvider(CacheRealmProvider.class)).ifPresent(CacheRealmProvider::clear);
            Optional.ofNullable(session.getProvider(UserCache.class)).ifPresent(UserCache::clear);
        });
    }

    private static boolean isServing() {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        try {
            return session != null && session.getContext().getHttpRequest() != null;
        } catch (ContextNotActiveException e) {
            return false;
        }
    }

    /** The data keys of realms whose secrets are sealed. */
    public DataKeys dataKeys() {
        return dataKeys;
    }

    /** Seals and opens what stands in this region's database. */
    public Secrets secrets() {
        return secrets;
    }
}
