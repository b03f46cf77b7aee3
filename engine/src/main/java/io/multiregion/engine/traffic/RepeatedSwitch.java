package io.multiregion.engine.traffic;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.work.TimedCrew;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Moves a realm's traffic on a thread of its own, so that a promotion does not wait for it, and tries again until it is done or
 * this region is known not to be the primary of that epoch any more.
 */
public final class RepeatedSwitch {

    private static final Logger LOG = Logger.getLogger(RepeatedSwitch.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final TrafficSwitch traffic;
    private final Topology topology;
    private final Duration firstPause;
    private final TimedCrew thread = TimedCrew.of("multi-region-traffic", 1);

    public RepeatedSwitch(TrafficSwitch traffic, Topology topology) {
        this(traffic, topology, FIRST_PAUSE);
    }

    RepeatedSwitch(TrafficSwitch traffic, Topology topology, Duration firstPause) {
        this.traffic = traffic;
        this.topology = topology;
        this.firstPause = firstPause;
    }

    /**
     * Begins to move the traffic of a realm here, and returns at once. Called after the promotion is committed; calling it again, on
     * this node or another, does no harm.
     *
     * @param realm the realm's state after the promotion
     */
    public void promoted(RealmState realm) {
        attempt(realm, firstPause);
    }

    private void attempt(RealmState realm, Duration pause) {
        thread.execute(() -> {
            if (isDeposed(realm)) {
                LOG.infof("traffic of realm %s is not moved here: epoch %d is over", realm.realmName(), realm.epoch());
                return;
            }
            try {
                traffic.promoted(realm.label());
            } catch (Throwable e) {
                LOG.warnf(
                        e instanceof TrafficException ? null : e,
                        "traffic of realm %s is not sent here yet, next attempt in %d s: %s",
                        realm.realmName(),
                        pause.toSeconds(),
                        e.getMessage());
                thread.schedule(() -> attempt(realm, longer(pause)), pause);
            }
        });
    }

    /** The cached state may still be the one before the promotion; then the realm's epoch is the older one. */
    private boolean isDeposed(RealmState promoted) {
        return topology.of(promoted.realmId())
                .map(now -> now.epoch() > promoted.epoch() || now.epoch() == promoted.epoch() && !now.isPrimary())
                .orElse(false);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    public void stop() {
        thread.stopNow();
    }
}
