package io.multiregion.stories.failover;

import io.multiregion.lab.region.Region;
import io.multiregion.lab.setup.TwoRegions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Two regions between which the role of primary is to move as planned. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PlannedMove {

    static final Duration REFUSED = Duration.ofSeconds(20);

    TwoRegions regions;
    Region eu;
    Region us;

    @BeforeAll
    void start(TwoRegions started) {
        regions = started;
        eu = regions.eu();
        us = regions.us();
    }

    @AfterEach
    void heal() {
        regions.heal();
    }
}
