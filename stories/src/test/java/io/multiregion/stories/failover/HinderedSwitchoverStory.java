package io.multiregion.stories.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.stories.history.History;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.history.Scribe;
import io.multiregion.stories.region.Alone;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What cannot be asked for, and what fails on the way of a planned move: one region writes in the end. */
@Alone
final class HinderedSwitchoverStory extends PlannedMove {

    @Test
    void whatCanNotBeAskedFor() {
        var roles = Roles.replicated(regions, "switch-refused");
        var admin = eu.admin();
        var path = "switch-refused/multi-region/switchover";
        assertError(404, admin.attempt("POST", path, Json.of("{to:'mars'}")));
        assertError(400, admin.attempt("POST", path, Json.of("{}")));
        assertError(400, admin.attempt("POST", path, Json.of("{to:'us', override:['not-flapping']}")));
        assertError(
                400, admin.attempt("POST", path, Json.of("{to:'us', override:['no-such-rule'], reason:'why not'}")));
        admin.put("switch-refused/multi-region/replicas/us", Json.of("{status:'INACTIVE'}"));
        Await.upTo(REFUSED, "us is out of service")
                .until(() -> roles.at(eu).replica("us").path("status").asText().equals("INACTIVE"));
        assertRefused("replica-active", roles.at(eu).switchover("us"));
        assertTrue(roles.writes(eu, "still-in-eu"));
        admin.put("switch-refused/multi-region/replicas/us", Json.of("{status:'ACTIVE'}"));
        Await.upTo(REFUSED, "us serves again")
                .until(() -> roles.at(eu).replica("us").path("status").asText().equals("ACTIVE"));
        roles.equality(eu).assertRows();
        roles.switchover(eu, us);
        roles.awaitPrimary(us);
    }

    @Test
    void aTargetThatCanNotBeReached() {
        var roles = Roles.bare(regions, "switch-cut");
        regions.toUs().set(Link.State.DOWN);
        assertRefused("target-reachable", roles.at(eu).switchover("us"));
        assertTrue(roles.writes(eu, "cut-one"));
        var readiness = roles.at(eu).readiness().path("replicas").get(0);
        assertFalse(readiness.path("ready").asBoolean(true), readiness::toString);
        regions.toUs().set(Link.State.UP);
        roles.equality(eu).assertRows();
        Await.upTo(REFUSED, "us is ready")
                .until(() -> roles.at(eu)
                        .readiness()
                        .path("replicas")
                        .get(0)
                        .path("ready")
                        .asBoolean());
    }

    /** The network fails some time after the beginning, for a second: in every step of the move, as the network is slow. */
    @TestFactory
    Stream<DynamicTest> theNetworkFailsOnTheWay() {
        var roles = Roles.bare(regions, "switch-failing");
        return Stream.of(Link.State.DOWN, Link.State.NO_ANSWERS, Link.State.HELD)
                .flatMap(state -> Stream.of(50, 150, 250, 350)
                        .map(millis -> DynamicTest.dynamicTest(
                                state + " after " + millis + " ms", () -> fail(roles, state, millis))));
    }

    private void fail(Roles roles, Link.State state, int millis) {
        var history = new History();
        var prefix = state.name().toLowerCase() + millis;
        var from = roles.awaitSettled();
        var to = regions.other(from);
        try (var here = new Scribe(from, roles.realm(), prefix, history);
                var there = new Scribe(to, roles.realm(), prefix, history)) {
            history.awaitMore(from, 5);
            regions.linkTo(to).delay(Duration.ofMillis(30));
            var moving = CompletableFuture.runAsync(
                    () -> history.switchover(roles.at(from).switchover(to.name())));
            in(millis, () -> regions.linkTo(to).set(state));
            in(1000, () -> regions.linkTo(to).set(Link.State.UP));
            history.note("the network comes back");
            moving.join();
            regions.heal();
            history.awaitMore(roles.awaitSettled(), 5);
        } finally {
            regions.heal();
        }
        roles.judge(history);
        assertEquals(Set.of(), roles.divergent(), "a planned move leaves nothing behind");
    }

    private static void in(int millis, Runnable task) {
        CompletableFuture.runAsync(task, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                .join();
    }

    private static void assertRefused(String rule, Answer answer) {
        assertEquals(409, answer.status(), answer::text);
        assertEquals("refused_by_rules", answer.json().path("error").asText());
        for (var each : answer.json().path("rules")) {
            if (each.path("rule").asText().equals(rule) && !each.path("holds").asBoolean(true)) {
                assertFalse(each.path("detail").asText().isBlank(), "it says what to do");
                return;
            }
        }
        throw new AssertionError("Not refused by " + rule + ": " + answer.text());
    }

    private static void assertError(int status, Answer answer) {
        assertEquals(status, answer.status(), answer::text);
        assertFalse(answer.json().path("error").asText().isBlank(), answer::text);
        assertFalse(answer.json().path("error_description").asText().isBlank(), answer::text);
    }
}
