package io.multiregion.stories.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.region.Region;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Tries to write in one region until told to stop, primary or not, and keeps what came of it. */
public final class Scribe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final List<String> REFUSALS =
            List.of("read_only_region", "switchover_in_progress", "primary_unconfirmed");
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long REFUSED_PAUSE_NANOS = 60_000_000;

    private final Region region;
    private final Admin admin;
    private final String realm;
    private final String prefix;
    private final History history;
    private final Thread thread;
    private volatile boolean stopped;

    public Scribe(Region region, String realm, String prefix, History history) {
        this.region = region;
        this.admin = region.impatientAdmin(PATIENCE);
        this.realm = realm;
        this.prefix = prefix + "-" + region.name() + "-";
        this.history = history;
        this.thread = new Thread(this::write, "scribe-" + this.prefix + realm);
        thread.start();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        for (int i = 0; !stopped; i++) {
            var attempt = attempt(prefix + i);
            history.add(attempt);
            LockSupport.parkNanos(attempt.acknowledged() ? PAUSE_NANOS : REFUSED_PAUSE_NANOS);
        }
    }

    private Attempt attempt(String name) {
        long before = epoch();
        var outcome = Attempt.Outcome.UNKNOWN;
        String said;
        try {
            var answer = admin.attempt("POST", realm + "/users", Json.of("{username:'%s', enabled:true}", name));
            outcome = outcome(answer);
            said = answer.status() + " " + answer.text();
        } catch (RuntimeException e) {
            said = String.valueOf(e.getCause() == null ? e : e.getCause());
        }
        return new Attempt(name, region.name(), outcome, before, epoch(), said);
    }

    private static Attempt.Outcome outcome(Answer answer) {
        if (answer.status() == 201) {
            return Attempt.Outcome.ACKNOWLEDGED;
        }
        boolean ours = REFUSALS.stream().anyMatch(answer.text()::contains);
        return ours ? Attempt.Outcome.REFUSED : Attempt.Outcome.UNKNOWN;
    }

    private long epoch() {
        try {
            JsonNode state = admin.get(realm + "/multi-region");
            return state.path("epoch").asLong();
        } catch (RuntimeException e) {
            return 0;
        }
    }
}
