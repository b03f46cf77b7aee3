package io.multiregion.engine.work;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * For each region that this one talks to a crew of its own. Whoever waits for a region does so on that region's crew: one that answers
 * nothing takes none of the threads that serve the others.
 */
public final class RegionCrews {

    private final Function<String, TimedCrew> made;
    private final Map<String, TimedCrew> crews = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /** @param made makes the crew of a region, once */
    public RegionCrews(Function<String, TimedCrew> made) {
        this.made = made;
    }

    /** @param most threads at a time for each region */
    public static RegionCrews of(String name, int most) {
        return new RegionCrews(region -> TimedCrew.of(name + "-" + region, most));
    }

    /** The crew that talks to a region. */
    public TimedCrew of(String region) {
        TimedCrew crew = crews.computeIfAbsent(region, made);
        if (stopped) {
            crew.stop();
        }
        return crew;
    }

    /** No work begins after this. What is under way ends by itself. */
    public void stop() {
        stopped = true;
        crews.values().forEach(TimedCrew::stop);
    }

    /** Whether all that was under way at the stop has ended; waits for so long at most. */
    public boolean isOver(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        boolean over = true;
        for (TimedCrew crew : crews.values()) {
            over &= crew.isOver(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return over;
    }
}
