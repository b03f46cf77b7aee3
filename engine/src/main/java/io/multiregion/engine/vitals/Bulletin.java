package io.multiregion.engine.vitals;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Heartbeats.Vitals;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What regions say of themselves. It goes along with heartbeats now and then, so that it costs no message of its own but for a region that
 * gets no heartbeats; and with the answers to those. Safe for use by several threads.
 */
public final class Bulletin {

    private static final Logger LOG = Logger.getLogger(Bulletin.class);

    /** How often it is said along with heartbeats. */
    private static final Duration OFTEN = Duration.ofSeconds(5);

    /** Whoever was told nothing for so long is told without heartbeats. */
    private static final Duration OVERDUE = Duration.ofSeconds(10);

    /** Of a slower answer nobody knows when the other clock was read. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    private final Supplier<Vitals> own;
    private final Connections connections;
    private final Clock clock;
    private final Measures measures = new Measures();
    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private final Map<String, Long> ahead = new ConcurrentHashMap<>();

    /** @param own what this region says of itself now, asked on any thread that may block */
    public Bulletin(Supplier<Vitals> own, Connections connections, Clock clock) {
        this.own = own;
        this.connections = connections;
        this.clock = clock;
    }

    /** What the node that ships has measured. */
    public Measures measures() {
        return measures;
    }

    /** What this region says of itself now. */
    public Vitals own() {
        return own.get();
    }

    /** Whether a region was told nothing for long. */
    public boolean isOverdue(String region) {
        return silence(region) >= OVERDUE.toMillis();
    }

    /** What a region is to be told along with heartbeats, if it is time. */
    public Optional<Vitals> due(String region) {
        if (silence(region) < OFTEN.toMillis()) {
            return Optional.empty();
        }
        told.put(region, clock.millis());
        return Optional.of(answer(region));
    }

    /** What a region is told that has told this one. */
    public Vitals answer(String region) {
        Vitals mine = own();
        return new Vitals(
                mine.keycloak(),
                mine.extension(),
                mine.nodes(),
                clock.millis(),
                Optional.ofNullable(ahead.get(region)),
                mine.certificateEnd(),
                mine.keysUsable(),
                mine.publicUrl());
    }

    private long silence(String region) {
        Long last = told.get(region);
        return last == null ? Long.MAX_VALUE : Math.abs(clock.millis() - last);
    }

    /** A region that was told has answered. @param asked when it was asked, in milliseconds since 1970 */
    public void answered(String region, Vitals theirs, long asked) {
        long now = clock.millis();
        Optional<Long> skew = now >= asked && now - asked <= SLOW.toMillis()
                ? Optional.of(theirs.clock() - (asked + (now - asked) / 2))
                : Optional.empty();
        skew.ifPresent(millis -> ahead.put(region, millis));
        note(region, theirs, skew);
    }

    /** A region has told this one; only who asks can measure, so it says what it has found. */
    public void told(String region, Vitals theirs) {
        note(region, theirs, theirs.ahead().map(millis -> -millis));
    }

    /** Two nodes may note the same at once, for the first time: one of them is enough. */
    private void note(String region, Vitals theirs, Optional<Long> skew) {
        try {
            connections.run(connection -> VitalRows.put(connection, region, theirs, skew, clock.millis()));
        } catch (RuntimeException e) {
            LOG.debugf(e, "what region %s says of itself was not noted", region);
        }
    }
}
