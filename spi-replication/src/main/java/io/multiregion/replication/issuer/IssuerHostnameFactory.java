package io.multiregion.replication.issuer;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.part.Issuer;
import io.multiregion.replication.start.MultiRegion;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.urls.HostnameProvider;
import org.keycloak.urls.HostnameProviderFactory;

/**
 * Puts {@link IssuerHostname} before Keycloak's own provider, by its order. Not by the option {@code --spi-hostname--provider}: with
 * that Keycloak would not load its own, which answers for all other realms.
 */
public final class IssuerHostnameFactory implements HostnameProviderFactory {

    private static final String KEYCLOAKS_OWN = "v2";
    private static final int BEFORE_KEYCLOAKS_OWN = 100;

    private final Clock clock = Clock.systemUTC();

    @Override
    public HostnameProvider create(KeycloakSession session) {
        HostnameProvider usual = session.getProvider(HostnameProvider.class, KEYCLOAKS_OWN);
        return MultiRegion.of(session)
                .<HostnameProvider>map(
                        region -> new IssuerHostname(session, usual, realm -> issuer(region, realm), clock))
                .orElse(usual);
    }

    private static Optional<Issuer> issuer(MultiRegion region, String realmId) {
        return region.topology().of(realmId).map(RealmState::issuer).map(Issuer::parse);
    }

    @Override
    public String getId() {
        return "multi-region";
    }

    @Override
    public int order() {
        return BEFORE_KEYCLOAKS_OWN;
    }

    @Override
    public void init(Config.Scope options) {}

    @Override
    public void postInit(KeycloakSessionFactory sessions) {}

    @Override
    public void close() {}
}
