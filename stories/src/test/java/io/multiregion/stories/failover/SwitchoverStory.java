package io.multiregion.stories.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.History;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.history.Scribe;
import io.multiregion.stories.region.Alone;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The planned move: nothing is lost, users notice nothing, and one region writes in the end. */
@Alone
final class SwitchoverStory extends PlannedMove {

    @Test
    void thereAndBack() {
        var roles = Roles.replicated(regions, "switch-back");
        var realm = new SampleRealm("switch-back", TwoRegions.FRONT, 0);
        var tokens = realm.at(eu).password(SampleRealm.USER, SampleRealm.PASSWORD);
        roles.equality(eu).assertRows();

        var there = roles.switchover(eu, us).json();
        assertEquals("eu", there.path("from").asText());
        assertEquals("us", there.path("to").asText());
        assertEquals(there.path("oldEpoch").asLong() + 1, there.path("epoch").asLong());
        assertTrue(there.path("changed").asBoolean());
        assertTrue(there.path("writePauseMillis").asLong(9999) < 2000, there::toString);
        assertTrue(roles.writes(us, "first-in-us"), "us writes at once");
        roles.awaitPrimary(us);
        assertEquals(409, roles.write(eu, "not-in-eu").status());
        var replica = roles.at(us).replica("eu");
        assertEquals("ACTIVE", replica.path("status").asText(), replica::toString);
        assertEquals(0, replica.path("copiedResources").asLong(), "it was not copied again: " + replica);
        roles.equality(us).assertRows();
        assertEquals(Set.of("first-in-us"), roles.users(eu, "first-"));
        var refreshed = realm.at(eu).refresh(realm.at(us).refresh(tokens));
        assertEquals(tokens.session(), refreshed.session());
        assertTrue(realm.at(us).introspect(refreshed).path("active").asBoolean());
        realm.password(us.admin(), "bob", "changed-in-us");
        roles.equality(us).assertRows(Set.of(tokens.session()));
        // a session that begins on a secondary is its own
        var bob = realm.at(eu).password("bob", "changed-in-us");
        realm.at(eu).logout(bob).expect(204);

        var back = roles.switchover(us, eu).json();
        assertEquals(there.path("epoch").asLong() + 1, back.path("epoch").asLong());
        roles.awaitPrimary(eu);
        assertTrue(roles.writes(eu, "second-in-eu"));
        realm.at(us).refresh(realm.at(eu).refresh(refreshed));
        roles.equality(eu).assertRows(Set.of(tokens.session()));
        roles.equality(eu).assertExports();
        assertEquals(0, roles.at(eu).differences());
        assertEquals(Set.of(), roles.divergent());
    }

    @Test
    void everyAcknowledgedWriteIsThere() {
        var roles = Roles.bare(regions, "switch-busy");
        var history = new History();
        try (var one = new Scribe(eu, "switch-busy", "one", history);
                var other = new Scribe(us, "switch-busy", "other", history);
                var another = new Scribe(eu, "switch-busy", "another", history)) {
            history.awaitMore(eu, 10);
            history.switchover(roles.switchover(eu, us));
            history.awaitMore(us, 10);
            history.switchover(roles.switchover(us, eu));
            history.awaitMore(eu, 10);
            history.switchover(roles.switchover(eu, us));
            history.awaitMore(us, 10);
        }
        roles.judge(history);
        assertEquals(Set.of(), roles.divergent());
    }

    /** Between continents a message takes longer than until the next sign-in: there is always something left to ship. */
    @Test
    void peopleSignInAllTheTime() {
        var roles = Roles.replicated(regions, "switch-sign-ins");
        var realm = new SampleRealm("switch-sign-ins", TwoRegions.FRONT, 0);
        var tokens = new ConcurrentLinkedQueue<Tokens>();
        var stopped = new AtomicBoolean();
        regions.toUs().delay(Duration.ofMillis(150));
        var signingIn = Stream.of("alice", "bob")
                .map(user -> CompletableFuture.runAsync(
                        () -> {
                            while (!stopped.get()) {
                                tokens.add(realm.at(eu).password(user, user + "-secret"));
                            }
                        },
                        task -> new Thread(task, "signs-in-" + user).start()))
                .toList();
        try {
            awaitMore(tokens);
            roles.switchover(eu, us);
            awaitMore(tokens);
        } finally {
            stopped.set(true);
        }
        // none of them failed
        signingIn.forEach(CompletableFuture::join);
        regions.heal();
        roles.awaitPrimary(us);
        realm.at(us).refresh(tokens.peek());
        roles.equality(us).assertRows(tokens.stream().map(Tokens::session).collect(Collectors.toSet()));
    }

    private static void awaitMore(Collection<Tokens> tokens) {
        int enough = tokens.size() + 10;
        Await.upTo(REFUSED, "more have signed in").until(() -> tokens.size() >= enough);
    }

    @Test
    void askingAgainChangesNothing() {
        var roles = Roles.bare(regions, "switch-again");
        roles.switchover(eu, us);
        roles.awaitPrimary(us);
        long epoch = roles.at(us).epoch();
        var again = roles.at(us).switchover("us").expect(200).json();
        assertFalse(again.path("changed").asBoolean(true), again::toString);
        assertEquals(epoch, roles.at(us).epoch());
        var secondary = roles.at(eu).switchover("us");
        assertTrue(secondary.status() == 409 || secondary.status() == 200, secondary::text);
        assertEquals(epoch, roles.at(us).epoch());
    }

    @Test
    void allRealmsInOneCall() {
        var one = Roles.bare(regions, "switch-all-one");
        var other = Roles.bare(regions, "switch-all-other");
        all(eu, "us", one, other);
        one.awaitPrimary(us);
        other.awaitPrimary(us);
        assertTrue(one.writes(us, "in-us"));
        assertTrue(other.writes(us, "in-us"));
        all(us, "eu", one, other);
        one.awaitPrimary(eu);
        other.awaitPrimary(eu);
        one.equality(eu).assertRows();
        other.equality(eu).assertRows();
    }

    private static void all(Region from, String to, Roles... expected) {
        var answer = from.admin()
                .post("master/multi-region/switchover", Json.of("{to:'%s'}", to))
                .json();
        for (var roles : expected) {
            assertTrue(moved(answer, roles.realm()), () -> roles.realm() + " in " + answer);
        }
    }

    private static boolean moved(JsonNode answer, String realm) {
        for (var each : answer.path("realms")) {
            if (each.path("realm").asText().equals(realm)) {
                return each.path("changed").asBoolean();
            }
        }
        return false;
    }
}
