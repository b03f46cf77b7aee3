package io.multiregion.replication.start;

import io.multiregion.engine.settings.Settings;
import io.multiregion.engine.traffic.TrafficSwitch;
import io.multiregion.replication.access.OperatorRoleKeeper;
import io.multiregion.replication.cache.AdministrationKeeper;
import io.multiregion.replication.cache.KeycloakCopies;
import io.multiregion.replication.fit.Fit;
import io.multiregion.replication.jpa.CapturingJpaFactory;
import io.multiregion.replication.readiness.key.KeysAhead;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.common.util.Environment;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.EnvironmentDependentProviderFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.services.resources.ShutdownDelayInitiatedEvent;

/** Starts the extension with the server, unless no region is named: then it stays dormant. */
public final class MultiRegionFactory
        implements ProviderFactory<MultiRegionProvider>, EnvironmentDependentProviderFactory {

    private static final Logger LOG = Logger.getLogger(MultiRegionFactory.class);

    private Optional<Settings> settings = Optional.empty();
    private TrafficSwitch traffic = TrafficSwitch.none();
    private volatile MultiRegion multiRegion;

    @Override
    public String getId() {
        return "default";
    }

    /** Keycloak asks when a server is built: one that does not fit is not. */
    @Override
    public boolean isSupported(Config.Scope options) {
        Fit.require();
        return true;
    }

    @Override
    public MultiRegionProvider create(KeycloakSession session) {
        return new MultiRegionProvider() {};
    }

    @Override
    public void init(Config.Scope options) {
        settings = Settings.read(name -> Optional.ofNullable(options.get(name)));
        traffic = settings.flatMap(Settings::dns).map(TrafficSwitch::dns).orElseGet(TrafficSwitch::none);
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        if (settings.isEmpty()) {
            LOG.warn("Keycloak Multi-Region is installed but dormant: set spi-multi-region--default--region");
            if (sessions.getProviderFactory(JpaConnectionProvider.class) instanceof CapturingJpaFactory jpa) {
                Dormant.guard(jpa);
            }
            return;
        }
        MultiRegion started = armed(sessions).orElseThrow();
        OperatorRoleKeeper.engage(sessions, started.topology());
        KeysAhead.engage(sessions, started.topology(), started.atRest().dataKeys());
        AdministrationKeeper.engage(sessions, new KeycloakCopies(sessions, started.capture()), started.topology());
        sessions.register(event -> {
            if (event instanceof PostMigrationEvent && !Environment.isNonServerMode()) {
                started.start();
            } else if (event instanceof ShutdownDelayInitiatedEvent) {
                started.leave();
            }
        });
    }

    /** Puts everything together and captures from now on, once; empty while dormant. */
    synchronized Optional<MultiRegion> armed(KeycloakSessionFactory sessions) {
        if (settings.isEmpty() || multiRegion != null) {
            return Optional.ofNullable(multiRegion);
        }
        Fit.require();
        Places.require(sessions);
        if (!(sessions.getProviderFactory(JpaConnectionProvider.class) instanceof CapturingJpaFactory jpa)) {
            throw new IllegalStateException("another extension has replaced Keycloak's JPA connection provider ("
                    + sessions.getProviderFactory(JpaConnectionProvider.class)
                            .getClass()
                            .getName()
                    + "): Keycloak Multi-Region can't see changes beside it; remove one of the two");
        }
        MultiRegion started = new MultiRegion(settings.get(), traffic, sessions, jpa);
        jpa.capture(started.hooks());
        multiRegion = started;
        return Optional.of(started);
    }

    /** The extension, or empty while it is dormant or not started. */
    Optional<MultiRegion> multiRegion() {
        return Optional.ofNullable(multiRegion);
    }

    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class);
    }

    @Override
    public void close() {
        if (multiRegion != null) {
            multiRegion.stop();
        }
    }
}
