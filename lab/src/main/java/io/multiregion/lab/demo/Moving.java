package io.multiregion.lab.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import java.time.Duration;

/** The part of the demo in which the role of primary moves: planned and back, then by force, as the primary is killed, and back. */
final class Moving {

    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final Screen screen;
    private final ObjectNode result;
    private final SampleRealm realm;
    private final Region eu;
    private final Region us;
    private int written;

    Moving(Screen screen, ObjectNode result, SampleRealm realm, Region eu, Region us) {
        this.screen = screen;
        this.result = result;
        this.realm = realm;
        this.eu = eu;
        this.us = us;
    }

    /** In order. Returns whether all of it held. */
    boolean show() {
        return switchover(eu, us, "switchoverMillis")
                && back()
                && lose()
                && failover()
                && comeBack()
                && switchover(us, eu, "failbackMillis")
                && signIn()
                && compare();
    }

    private boolean switchover(Region from, Region to, String figure) {
        screen.step("Switching the primary role over from " + from.name() + " to " + to.name());
        var tokens = realm.at(from).password("bob", "bob-secret");
        new Equality(from, to, realm.name()).awaitLevel();
        long asked = System.nanoTime();
        var answer = replication(from).switchover(to.name()).expect(200).json();
        long millis = awaitWrite(to, asked);
        result.put(figure, millis);
        realm.at(to).refresh(tokens);
        settle(to, from);
        screen.done(to.name() + " writes since epoch " + answer.path("epoch").asLong() + ", " + millis
                + " ms after the call; writes paused for "
                + answer.path("writePauseMillis").asLong() + " ms, bob's session goes on");
        return true;
    }

    private boolean back() {
        screen.step("And back");
        replication(us).switchover(eu.name()).expect(200);
        settle(eu, us);
        screen.done("eu is the primary again");
        return true;
    }

    private boolean lose() {
        screen.step("Stopping us, writing in eu what us never hears of, and killing eu");
        us.stop();
        eu.admin().post(realm.name() + "/users", Json.of("{username:'unshipped', enabled:true}"));
        var alice = realm.userId(eu.admin(), SampleRealm.USER);
        eu.admin().put(realm.name() + "/users/" + alice, Json.of("{firstName:'Alicia', lastName:'Ådal'}"));
        eu.kill();
        us.start().awaitReady();
        screen.done("eu has gone; us is back, and read-only");
        return true;
    }

    private boolean failover() {
        screen.step("Telling us to take over");
        var replication = replication(us);
        var preview = replication.preview();
        long asked = System.nanoTime();
        var answer = replication.forceFailover().expect(200).json();
        long millis = awaitWrite(us, asked);
        result.put("failoverMillis", millis);
        screen.done("us writes since epoch " + answer.path("epoch").asLong() + ", " + millis
                + " ms after the call; eu was silent for "
                + preview.path("silentMillis").asLong() / 1000 + " s");
        return true;
    }

    private boolean comeBack() {
        screen.step("Starting eu again");
        eu.start().awaitReady();
        settle(us, eu);
        var replication = replication(us);
        Await.upTo(SETTLED, "what us never heard of is listed")
                .until(() -> !replication.divergences().isEmpty(), replication::lastSeen);
        int divergences = replication.divergences().size();
        result.put("divergences", divergences);
        screen.done("eu follows us; " + divergences + " resources were not shipped before: listed, not lost");
        replication
                .divergences()
                .forEach(each -> screen.detail(
                        each.path("kind").asText() + " " + each.path("name").asText()));
        screen.step("Applying them in us");
        replication.reapplyAll().expectSuccess();
        settle(us, eu);
        boolean there = !us.admin()
                .get(realm.name() + "/users?exact=true&username=unshipped")
                .isEmpty();
        screen.done(there ? "the user is in both regions" : "the user is missing");
        return divergences > 0 && there;
    }

    private boolean signIn() {
        screen.step("Signing alice in on both regions");
        var here = realm.at(eu).attempt(SampleRealm.USER, "another-secret").status();
        var there = realm.at(us).attempt(SampleRealm.USER, "another-secret").status();
        screen.done("eu answers " + here + ", us " + there);
        return here == 200 && there == 200;
    }

    private boolean compare() {
        screen.step("Comparing both regions");
        settle(eu, us);
        int differences = replication(eu).differences();
        result.put("verifyDifferencesAfterMoving", differences);
        screen.done(differences + " differences");
        return differences == 0;
    }

    /** Milliseconds since the call until a region has accepted a write. */
    private long awaitWrite(Region region, long asked) {
        var admin = region.admin();
        var user = Json.of("{username:'written%s'}", written++);
        Await.upTo(SETTLED, region.name() + " writes")
                .until(() ->
                        admin.attempt("POST", realm.name() + "/users", user).status() == 201);
        return Duration.ofNanos(System.nanoTime() - asked).toMillis();
    }

    /** Waits until one writes and the other one follows and is level. */
    private void settle(Region primary, Region secondary) {
        var here = replication(primary);
        var there = replication(secondary);
        Await.upTo(SETTLED, secondary.name() + " follows " + primary.name())
                .until(
                        () -> here.writable() && there.role().equals("SECONDARY") && here.level(secondary.name()),
                        () -> here.lastSeen() + "\n" + there.lastSeen());
    }

    private Replication replication(Region region) {
        return new Replication(region.admin(), realm.name());
    }
}
