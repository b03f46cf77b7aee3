package io.multiregion.replication.health;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * {@code /health/group/multi-region-active} on the management port: UP where this region may serve the end users of all
 * replicated realms.
 */
@HealthGroup("multi-region-active")
@ApplicationScoped
public class ActiveHealth extends RealmsHealth {

    public ActiveHealth() {
        super("Region serves the users of all replicated realms", HealthQuestion.ACTIVE);
    }
}
