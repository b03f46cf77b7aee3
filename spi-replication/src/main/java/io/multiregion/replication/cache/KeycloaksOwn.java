package io.multiregion.replication.cache;

import java.util.Comparator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;

/** Keycloak's own provider of a kind, behind the one of this extension. */
public final class KeycloaksOwn {

    /** The id of this extension's providers that stand before Keycloak's own. */
    public static final String OURS = "multi-region";

    /** The order by which they do. */
    public static final int BEFORE_KEYCLOAKS_OWN = 100;

    private KeycloaksOwn() {}

    public static <P extends Provider> P of(KeycloakSession session, Class<P> kind) {
        String id = session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(kind)
                .filter(factory -> !factory.getId().equals(OURS))
                .max(Comparator.comparingInt(ProviderFactory::order))
                .orElseThrow(() -> new IllegalStateException("Keycloak has no " + kind.getSimpleName()))
                .getId();
        return session.getProvider(kind, id);
    }
}
