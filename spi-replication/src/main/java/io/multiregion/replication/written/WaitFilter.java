package io.multiregion.replication.written;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.written.Reading.Verdict;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.keycloak.services.resources.KeycloakApplication;

/**
 * Has a request wait that names a position. It does so before Keycloak has read anything for it, and it holds no thread: here runs the
 * event loop, which must not wait, and must not ask the database. So it also is answered before Keycloak looks for what is not there yet.
 */
@Provider
@PreMatching
public final class WaitFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        String wait = request.getHeaderString(PositionHeaders.WAIT);
        if (wait == null) {
            return;
        }
        Optional<Position> wanted = PositionHeaders.parse(wait);
        if (wanted.isEmpty()) {
            request.abortWith(TooEarly.malformed());
            return;
        }
        MultiRegion running = KeycloakApplication.getSessionFactory() == null
                ? null
                : MultiRegion.of(KeycloakApplication.getSessionFactory()).orElse(null);
        if (running != null && request instanceof ResteasyReactiveContainerRequestContext held) {
            PositionHeaders.realm(running.topology(), request)
                    .ifPresent(realm -> hold(running, realm, wanted.get(), held));
        }
    }

    private static void hold(
            MultiRegion running, RealmState realm, Position wanted, ResteasyReactiveContainerRequestContext request) {
        request.suspend();
        running.engine().readers().read(realm.realmId(), wanted, reading -> {
            if (reading.verdict() == Verdict.REACHED) {
                request.resume();
            } else {
                request.abortWith(TooEarly.of(reading));
            }
        });
    }
}
