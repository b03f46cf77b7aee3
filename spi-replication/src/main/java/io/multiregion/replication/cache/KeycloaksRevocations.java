package io.multiregion.replication.cache;

import java.util.Comparator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.provider.ProviderFactory;

/** Keycloak's own store of revoked tokens, behind the one of this extension: it knows them by their stored ids. */
public final class KeycloaksRevocations {

    /** The id of this extension's provider. */
    public static final String OURS = "multi-region";

    private KeycloaksRevocations() {}

    public static RevokedTokenProvider of(KeycloakSession session) {
        String id = session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(RevokedTokenProvider.class)
                .filter(factory -> !factory.getId().equals(OURS))
                .max(Comparator.comparingInt(ProviderFactory::order))
                .orElseThrow(() -> new IllegalStateException("Keycloak has no store of revoked tokens"))
                .getId();
        return session.getProvider(RevokedTokenProvider.class, id);
    }
}
