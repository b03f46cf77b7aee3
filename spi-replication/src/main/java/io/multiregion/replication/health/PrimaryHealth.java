package io.multiregion.replication.health;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * {@code /health/group/multi-region-primary} on the management port: UP where this region is the primary of all replicated
 * realms and may write to them.
 */
@HealthGroup("multi-region-primary")
@ApplicationScoped
public class PrimaryHealth extends RealmsHealth {

    public PrimaryHealth() {
        super("Region is the primary of all replicated realms", HealthQuestion.PRIMARY);
    }
}
