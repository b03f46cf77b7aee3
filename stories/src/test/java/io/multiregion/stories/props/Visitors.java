package io.multiregion.stories.props;

import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** People who sign in to a realm all the time, in some regions, and what they were told where they were not let in. */
public final class Visitors implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ConcurrentMap<String, AtomicInteger> letIn = new ConcurrentHashMap<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final List<Thread> people;

    public Visitors(SampleRealm realm, Region... regions) {
        people = Stream.of(regions).map(region -> visiting(realm, region)).toList();
        people.forEach(Thread::start);
    }

    private Thread visiting(SampleRealm realm, Region region) {
        var count = letIn.computeIfAbsent(region.name(), name -> new AtomicInteger());
        var door = realm.at(region);
        return new Thread(
                () -> {
                    while (!gone.get()) {
                        try {
                            door.password(SampleRealm.USER, SampleRealm.PASSWORD);
                            count.incrementAndGet();
                        } catch (RuntimeException e) {
                            refused.add(region.name() + ": " + e.getMessage());
                        }
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                },
                "visits-" + region.name());
    }

    /** Waits until some more have been let in everywhere. */
    public void awaitMore() {
        letIn.forEach((region, count) -> {
            int enough = count.get() + 5;
            Await.upTo(PATIENCE, "more are let in in " + region)
                    .until(() -> count.get() >= enough, () -> refused.toString());
        });
    }

    /** What those were told who were not let in. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public String toString() {
        return letIn + " let in, " + refused.size() + " refused";
    }

    @Override
    public void close() {
        gone.set(true);
        for (var one : people) {
            try {
                one.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
