package io.multiregion.stories.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.setup.Keys;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Dump;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.props.Page;
import io.multiregion.stories.region.OwnRegions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One region whose customer-managed key is in a key service that fails: what goes on, for how long, what does not, and that all is well
 * again by itself.
 */
@OwnRegions
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KeyOutageStory {

    private static final int GRACE_SECONDS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SampleRealm realm = new SampleRealm("guarded", TwoRegions.FRONT, 0);
    private final SampleRealm other = new SampleRealm("unguarded", TwoRegions.FRONT, 0);
    private final int port = Ports.free();
    private Path directory;
    private Keys keys;
    private TransitFake service;
    private Region region;
    private TreeSet<String> keyIds;

    @BeforeAll
    void start() {
        directory = TwoRegions.workDirectory(Checkout.here());
        keys = new Keys(directory.resolve("keys"));
        keys.make("eu");
        service = TransitFake.start();
        Distribution.of(Checkout.here()).copyTo(directory.resolve("eu"), "dev-file");
        region = region(
                "--spi-multi-region--default--sealing-key=" + service.uri(),
                "--spi-multi-region--default--sealing-key-password=" + TransitFake.TOKEN);
        region.start().awaitReady();
        realm.create(region.admin());
        other.create(region.admin());
        Operator.create(region.admin(), realm.name(), "own", "realm-management", "view-multi-region");
        sealing("{enabled:true}").expect(200);
        Await.upTo(PATIENCE, "the realm is sealed").until(() -> state().equals("SEALED"));
        keyIds = keyIds();
    }

    /** The same region, started with other options. */
    private Region region(String... sealing) {
        var options = new ArrayList<>(List.of(
                "--spi-multi-region--default--region=eu",
                "--spi-multi-region--default--url=http://127.0.0.1:" + port,
                "--spi-multi-region--default--allow-http=true",
                "--spi-multi-region--default--sealing-grace=" + GRACE_SECONDS));
        options.addAll(List.of(sealing));
        options.addAll(keys.options("eu", keys.trust("eu", List.of())));
        var database = Database.of("dev-file", directory.resolve("eu-database"));
        return new Region("eu", directory.resolve("eu"), database, port, options);
    }

    @AfterAll
    void stop() {
        region.close();
        service.close();
    }

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

    private Answer signIn(SampleRealm of) {
        return of.at(region).attempt(SampleRealm.USER, SampleRealm.PASSWORD);
    }

    /** 503, and what to do; nothing of where the key is, or what its service answers. */
    private boolean refused(Answer answer) {
        var error = answer.status() == 503 ? answer.json() : Json.of("{}");
        return error.path("error").asText().equals("key_unavailable")
                && (error.path("error_description").asText().contains("the reason is in the log")
                        || error.path("error_description").asText().contains("destroyed"))
                && tellsNothing(answer);
    }

    private static boolean tellsNothing(Answer answer) {
        return Stream.of("vault:", "transit", "HTTP status", TransitFake.TOKEN).noneMatch(answer.text()::contains);
    }

    private Answer sealing(String json) {
        return region.admin().attempt("PUT", realm.name() + "/multi-region/sealing", Json.of(json));
    }

    private String state() {
        return sealing().get("state").asText();
    }

    private String wrappedBy() {
        return sealing().at("/dataKeys/0/wrappedBy").asText();
    }

    private JsonNode sealing() {
        return new Replication(region.admin(), realm.name()).sealing();
    }

    private TreeSet<String> keyIds() {
        var ids = new TreeSet<String>();
        realm.at(region)
                .get("/protocol/openid-connect/certs")
                .json()
                .get("keys")
                .forEach(key -> ids.add(key.get("kid").asText()));
        return ids;
    }

    private List<String> keyProviders() throws SQLException {
        var ids = new ArrayList<String>();
        try (var connection = region.database().connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("select ID from COMPONENT where PROVIDER_TYPE = 'org.keycloak.keys.KeyProvider'"
                                + " order by ID")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
