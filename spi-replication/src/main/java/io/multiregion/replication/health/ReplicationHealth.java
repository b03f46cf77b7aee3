package io.multiregion.replication.health;

import io.multiregion.engine.stale.Staleness;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.replication.start.MultiRegion;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.keycloak.services.resources.KeycloakApplication;

/**
 * {@code /health/group/replication} on the management port: DOWN when an active copy of this region was not known to be level
 * with its primary for half a minute or is stale, when its primary has forgotten it, or when a stream that comes here or goes from
 * here has needed somebody for a minute. Not part of readiness, on purpose: a lagging copy serves better than none.
 */
@HealthGroup("replication")
@ApplicationScoped
public class ReplicationHealth implements HealthCheck {

    private static final Duration LATE = Duration.ofSeconds(30);

    private final Clock clock = Clock.systemUTC();

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder check = HealthCheckResponse.named("Replicated realms are level");
        boolean level = true;
        MultiRegion running = KeycloakApplication.getSessionFactory() == null
                ? null
                : MultiRegion.of(KeycloakApplication.getSessionFactory()).orElse(null);
        if (running != null) {
            for (RealmState realm : running.topology().all()) {
                Optional<Staleness> stale = running.freshness().stale(realm);
                check.withData(
                        realm.realmName(),
                        describe(realm)
                                + stale.map(found -> ", " + found.said(realm.primaryRegion()))
                                        .orElse(""));
                level &= !isLate(realm) && !isStuck(realm) && stale.isEmpty();
            }
            running.engine()
                    .receipts()
                    .unconfirmed()
                    .forEach((realm, count) -> check.withData(realm + " writes not confirmed", count));
            Map<String, String> stuck = running.view().stuck();
            stuck.forEach(check::withData);
            level &= stuck.isEmpty();
        }
        return check.status(level).build();
    }

    private boolean isLate(RealmState realm) {
        return realm.isSecondary()
                && (realm.status() == ReplicaStatus.FORGOTTEN
                        || realm.status() == ReplicaStatus.ACTIVE && late(realm).compareTo(LATE) > 0);
    }

    private boolean isStuck(RealmState realm) {
        return realm.isSecondary()
                && realm.lastError() != null
                && realm.lastError().isStuck(clock.millis());
    }

    private Duration late(RealmState realm) {
        return Duration.between(realm.levelAt(), clock.instant());
    }

    private String describe(RealmState realm) {
        String text = realm.role() + " " + realm.status() + " at " + realm.position();
        if (!realm.isSecondary()) {
            return text;
        }
        return text + ", level " + Math.max(0, late(realm).toMillis()) + " ms ago"
                + (isStuck(realm) ? ", stuck: " + realm.lastError().text() : "");
    }
}
