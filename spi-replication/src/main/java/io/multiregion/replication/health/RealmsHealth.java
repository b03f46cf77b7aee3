package io.multiregion.replication.health;

import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.start.MultiRegion;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.keycloak.services.resources.KeycloakApplication;

/** One question for all replicated realms: UP if the answer is yes for each; says why not for those where it is no. */
abstract class RealmsHealth implements HealthCheck {

    private final String name;
    private final HealthQuestion question;

    RealmsHealth(String name, HealthQuestion question) {
        this.name = name;
        this.question = question;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder check = HealthCheckResponse.named(name);
        if (KeycloakApplication.getSessionFactory() == null) {
            return check.down().build();
        }
        return MultiRegion.of(KeycloakApplication.getSessionFactory())
                .map(running -> answer(check, running))
                .orElseGet(() -> check.up().build());
    }

    private HealthCheckResponse answer(HealthCheckResponseBuilder check, MultiRegion running) {
        boolean up = true;
        for (RealmState realm : running.topology().all()) {
            Optional<String> refusal = question.refusal(running, Optional.of(realm), realm.realmId());
            check.withData(realm.realmName(), refusal.orElse("yes"));
            up &= refusal.isEmpty();
        }
        return check.status(up).build();
    }
}
