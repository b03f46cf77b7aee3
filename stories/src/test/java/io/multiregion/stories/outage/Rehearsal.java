package io.multiregion.stories.outage;

import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.History;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.history.Scribe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Plays a schedule on two regions while scribes write in both, heals all, and judges. */
final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Roles roles;
    private final TwoRegions regions;
    private final String realm;
    private final History history = new History();

    Rehearsal(Roles roles) {
        this.roles = roles;
        this.regions = roles.regions();
        this.realm = roles.realm();
    }

    /** What has happened so far. */
    History history() {
        return history;
    }

    void play(Schedule schedule) {
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

    private void switchover() {
        attempt("PRIMARY", region -> {
            var answer = at(region).switchover(regions.other(region).name(), "not-flapping");
            history.switchover(answer);
        });
    }

    private void failover() {
        attempt("SECONDARY", region -> {
            var answer = at(region).forceFailover();
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
                if (at(region).role().equals(role)) {
                    move.at(region);
                    return;
                }
            } catch (RuntimeException e) {
                history.note(region.name() + " gives no answer: " + (e.getCause() == null ? e : e.getCause()));
            }
        }
    }

    private Replication at(Region region) {
        return new Replication(region.impatientAdmin(PATIENCE), realm);
    }
}
