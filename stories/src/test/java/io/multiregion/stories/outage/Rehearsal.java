package io.multiregion.stories.outage;

import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.History;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.history.Scribe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Plays a schedule on two regions while scribes write in both, heals all, and judges. */
final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A region that is asked for a move may go on with it after whoever asked has stopped waiting: it has answered by then. */
    private static final Duration ANSWERED = Duration.ofSeconds(90);

    private final Roles roles;
    private final TwoRegions regions;
    private final String realm;
    private final History history = new History();
    private final List<CompletableFuture<Void>> moves = new ArrayList<>();

    Rehearsal(Roles roles) {
        this.roles = roles;
        this.regions = roles.regions();
        this.realm = roles.realm();
    }

    /** What has happened so far. */
    History history() {
        return history;
    }

    void play(Schedule schedule) throws InterruptedException {
        var primary = roles.awaitSettled();
        // names are never used twice, and the realm may have been through other schedules
        var names = "s" + schedule.seed();
        try (var eu = new Scribe(regions.eu(), realm, names, history);
                var us = new Scribe(regions.us(), realm, names, history)) {
            history.awaitMore(primary, 2);
            for (var step : schedule.steps()) {
                history.note(step.toString());
                perform(step);
                // a schedule is about what happens when: this is no wait for something
                LockSupport.parkNanos(Duration.ofMillis(step.millis()).toNanos());
            }
            history.note("all is healed");
            regions.heal();
            awaitMoves();
            history.awaitMore(roles.awaitSettled(), 2);
        } finally {
            regions.heal();
        }
        roles.judge(history);
    }

    private void perform(Schedule.Step step) {
        var region = step.eu() ? regions.eu() : regions.us();
        switch (step.kind()) {
            case CUT -> regions.linkTo(region).set(step.state());
            case MEND -> regions.linkTo(region).set(Link.State.UP);
            case FREEZE -> region.freeze();
            case THAW -> region.thaw();
            case KILL -> {
                region.kill();
                region.start().awaitReady();
            }
            case DATABASE -> regions.eu().restartDatabase();
            case SWITCHOVER -> switchover();
            case FAILOVER -> failover();
            case CALM -> {}
        }
    }

    /** A switchover that was asked for before all was healed may end after that. What has become of each is noted by then. */
    private void awaitMoves() throws InterruptedException {
        for (var move : moves) {
            try {
                move.get(ANSWERED.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                history.note("a move had no answer: " + e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("a move has no answer " + ANSWERED.toSeconds() + " s after all was healed", e);
            }
        }
    }

    private void switchover() {
        attempt("PRIMARY", region -> {
            var answer = at(region, ANSWERED).switchover(regions.other(region).name(), "not-flapping");
            history.switchover(answer);
        });
    }

    private void failover() {
        attempt("SECONDARY", region -> {
            var refusing = at(region, PATIENCE).refusing();
            var answer = at(region, ANSWERED).failover(refusing);
            history.note("failover to " + region.name() + ": " + answer.status() + " " + answer.text());
        });
    }

    private interface Move {
        void at(Region region);
    }

    /** Does it in the first region that says that it has this role, if any says so. */
    private void attempt(String role, Move move) {
        for (var region : List.of(regions.eu(), regions.us())) {
            try {
                if (at(region, PATIENCE).role().equals(role)) {
                    var moving =
                            CompletableFuture.runAsync(() -> move.at(region), caller -> new Thread(caller).start());
                    moves.add(moving);
                    moving.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            } catch (TimeoutException | ExecutionException | RuntimeException e) {
                history.note(region.name() + " gives no answer: " + (e.getCause() == null ? e : e.getCause()));
            }
        }
    }

    private Replication at(Region region, Duration patience) {
        return new Replication(region.impatientAdmin(patience), realm);
    }
}
