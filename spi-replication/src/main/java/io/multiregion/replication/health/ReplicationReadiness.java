package io.multiregion.replication.health;

import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.replication.start.MultiRegion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resources.KeycloakApplication;

/**
 * Part of {@code /health/ready}: DOWN until this node knows which realms are read-only here, so that no load balancer sends it
 * requests before it can guard them. Lag does not count. Certificates that end soon are said beside it.
 */
@Readiness
@ApplicationScoped
public class ReplicationReadiness implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder check = HealthCheckResponse.named("Multi-region guard is up");
        KeycloakSessionFactory sessions = KeycloakApplication.getSessionFactory();
        if (sessions == null) {
            return check.down().build();
        }
        return MultiRegion.of(sessions)
                .map(running -> warned(check, running.warnings())
                        .withData("region", running.settings().region())
                        .withData("realms", running.topology().all().size())
                        .withData("keys", keys(running.atRest().dataKeys()))
                        .up())
                .orElseGet(() -> check.withData("region", "not configured").up())
                .build();
    }

    private static HealthCheckResponseBuilder warned(HealthCheckResponseBuilder check, List<String> warnings) {
        return warnings.isEmpty() ? check : check.withData("warnings", String.join("; ", warnings));
    }

    /** A key that is out of reach ends no readiness: other realms are served, and this one says so itself. */
    private static String keys(DataKeys dataKeys) {
        return dataKeys.problems().isEmpty()
                ? "usable"
                : "the secrets of some realms can't be opened, or soon can't be: look at the log of this region";
    }
}
