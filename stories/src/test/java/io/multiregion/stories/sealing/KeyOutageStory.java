package io.multiregion.stories.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.Keys;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Dump;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.props.Page;
import io.multiregion.stories.region.OwnRegions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The key service fails: what goes on, for how long, what does not, and that all is well again by itself. */
@OwnRegions
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KeyOutageStory extends GuardedRealm {

    @Test
    @Order(1)
    void aRunningServerGoesOnForAWhileAndNoLonger() {
        service.is(TransitFake.Mood.FAILING);
        assertEquals(200, signIn(realm).status(), "the key is open in this server still");
        Await.upTo(PATIENCE, "it is known that the key is out of reach")
                .until(() -> sealing().path("problem").isTextual());
        assertToldToOperatorsOnly();
        Await.upTo(PATIENCE, "the realm is refused once the grace is over").until(() -> refused(signIn(realm)));
        assertEquals(200, signIn(other).status(), "a realm that is not sealed has no part in it");
        assertTrue(refused(realm.at(region).get("/protocol/openid-connect/certs")), "no keys are published");
        var health = realm.at(region).get("/multi-region/health/active");
        assertEquals(503, health.status());
        assertTrue(tellsNothing(health), health::text);
        var ready = Page.get(region.management(), "/health/ready");
        assertTrue(ready.text().contains("look at the log") && tellsNothing(ready), ready::text);

        service.is(TransitFake.Mood.WELL);
        Await.upTo(PATIENCE, "it is served again").until(() -> signIn(realm).status() == 200);
        assertEquals(keyIds, keyIds());
    }

    /** Where the key is, and what its service answers: the log and operators of the master realm have it, the realm's own do not. */
    private void assertToldToOperatorsOnly() {
        assertTrue(sealing().path("problem").asText().contains("vault:http://127.0.0.1:"), sealing()::toString);
        assertFalse(region.logged("(the data key of realm .*vault:http://127.0.0.1:.*)")
                .isEmpty());
        var own = new Operator(region, realm.name(), "own")
                .get(realm.name() + "/multi-region/sealing")
                .expect(200);
        assertTrue(own.json().path("problem").isTextual() && tellsNothing(own), own::text);
    }

    @Test
    @Order(2)
    void noRequestWaitsForASlowService() {
        service.is(TransitFake.Mood.SLOW);
        long started = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            assertEquals(200, signIn(realm).status());
        }
        assertTrue(
                Duration.ofNanos(System.nanoTime() - started).toSeconds() < GRACE_SECONDS / 2,
                "five sign-ins have not waited for five answers of the service");
        service.is(TransitFake.Mood.WELL);
    }

    @Test
    @Order(3)
    void aColdServerRefusesAndMakesUpNothing() throws SQLException {
        var before = keyProviders();
        region.stop();
        service.is(TransitFake.Mood.DENYING);
        region.start().awaitReady();
        for (var mood : List.of(TransitFake.Mood.DENYING, TransitFake.Mood.FAILING)) {
            service.is(mood);
            assertTrue(refused(signIn(realm)), "no sign-in while the service is " + mood);
            assertTrue(refused(realm.at(region).get("/protocol/openid-connect/certs")));
            assertTrue(refused(region.admin()
                    .attempt(
                            "POST",
                            realm.name() + "/clients",
                            Json.of("{clientId:'half', secret:'half-sealed-secret'}"))));
            assertEquals(200, signIn(other).status());
            assertEquals(before, keyProviders(), "no key was minted");
        }
        service.is(TransitFake.Mood.WELL);
        Await.upTo(PATIENCE, "it is served again, without a restart")
                .until(() -> signIn(realm).status() == 200);
        assertEquals(keyIds, keyIds());
        assertEquals(List.of(), Dump.of(region).tablesWith("half-sealed-secret"));
    }

    @Test
    @Order(4)
    void aWarmServerAsksTheServiceSeldom() {
        int calls = service.calls();
        for (int i = 0; i < 20; i++) {
            assertEquals(200, signIn(realm).status());
        }
        assertTrue(service.calls() - calls < 10, "sign-ins do not ask the key service");
    }

    /** What the former key wrapped is wrapped anew at the start; after that the former one is not needed any more. */
    @Test
    @Order(5)
    void theRegionGetsAnotherKey() {
        region.stop();
        var own = keys.location("eu");
        region = region(
                "--spi-multi-region--default--sealing-key=" + own,
                "--spi-multi-region--default--sealing-key-password=" + Keys.PASSWORD,
                "--spi-multi-region--default--sealing-key-former=" + service.uri(),
                "--spi-multi-region--default--sealing-key-former-password=" + TransitFake.TOKEN);
        region.start().awaitReady();
        Await.upTo(PATIENCE, "the data key is wrapped by the new key")
                .until(() -> wrappedBy().equals(own));
        assertEquals(200, signIn(realm).status());
        region.stop();
        service.is(TransitFake.Mood.FAILING);
        region = region(
                "--spi-multi-region--default--sealing-key=" + own,
                "--spi-multi-region--default--sealing-key-password=" + Keys.PASSWORD);
        region.start().awaitReady();
        assertEquals(200, signIn(realm).status(), "without the former key");
        assertEquals(keyIds, keyIds());
        region.admin().post("master/multi-region/sealing/rewrap");
        assertEquals(200, signIn(realm).status(), "after it was wrapped once more");
    }

    /** The job is killed on its way, and goes on where it was. */
    @Test
    @Order(6)
    void aKilledServerSealsOn() throws SQLException {
        var large = new SampleRealm("large", TwoRegions.FRONT, 0);
        large.create(region.admin());
        var users = Json.of("{ifResourceExists:'FAIL', users:[]}");
        for (int i = 0; i < 600; i++) {
            ((ArrayNode) users.get("users"))
                    .add(Json.of(
                            "{username:'seeded%1$s', enabled:true, credentials:[{type:'otp',"
                                    + " secretData:'{\\\"value\\\":\\\"LARGE-SEED-%1$s\\\"}',"
                                    + " credentialData:'{\\\"subType\\\":\\\"totp\\\"}'}]}",
                            i));
        }
        region.admin().post("large/partialImport", users);
        var path = "large/multi-region/sealing";
        region.admin().put(path, Json.of("{enabled:true}"));
        Await.upTo(PATIENCE, "the job has begun")
                .until(() -> region.admin().get(path).at("/progress/done").asInt() > 0);
        region.kill();
        region.start().awaitReady();
        new Replication(region.admin(), "large").awaitSealing("SEALED", 1, PATIENCE);
        assertEquals(List.of(), Dump.of(region).tablesWith("LARGE-SEED-"));
    }

    @Test
    @Order(7)
    void whatIsShreddedIsGone() throws SQLException {
        var path = realm.name() + "/multi-region/sealing/destroy";
        var destroyed = sealing().at("/dataKeys/0/id").asText();
        region.admin().attempt("POST", path, Json.of("{realm:'other'}")).expect(400);
        region.admin()
                .attempt("POST", path, Json.of("{realm:'%s'}", realm.name()))
                .expect(200);
        Await.upTo(PATIENCE, "nobody is served").until(() -> refused(signIn(realm)));
        assertEquals("DESTROYED", state());
        region.stop();
        region.start().awaitReady();
        assertTrue(refused(signIn(realm)), "a restart brings nothing back");
        assertEquals(200, signIn(other).status());
        region.admin().delete(realm.name());
        assertEquals(List.of(), Dump.of(region).tablesWith("mr-sealed:1:" + destroyed), "the realm could be removed");
    }

    private String wrappedBy() {
        return sealing().at("/dataKeys/0/wrappedBy").asText();
    }
}
