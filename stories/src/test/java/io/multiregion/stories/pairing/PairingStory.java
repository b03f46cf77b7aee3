package io.multiregion.stories.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.Keys;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.replication.resource.Position;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.seal.MessageId;
import io.multiregion.replication.seal.MessageType;
import io.multiregion.stories.messages.Correspondent;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.props.Page;
import io.multiregion.stories.region.OwnRegions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two regions that have never heard of each other exchange identities, change their keys, fall out, and make up again. */
@OwnRegions
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PairingStory {

    private static final Duration NOTICED = Duration.ofSeconds(60);
    private static final String REALM = "paired";
    private static final String REGIONS = "master/multi-region/regions";
    private static final String REPLICAS = REALM + "/multi-region/replicas";

    private Strangers regions;
    private int writes;

    @BeforeAll
    void pair() {
        regions = Strangers.start();
        new SampleRealm(REALM, TwoRegions.FRONT, 3).create(eu());
        var refused = new Replication(eu(), REALM).create("us", "http://127.0.0.1:1");
        assertEquals("unknown_region", refused.json().path("error").asText(), refused::text);
        assertTrue(refused.text().contains("pair with it"), refused::text);

        assertPaired(eu().attempt("POST", REGIONS + Strangers.ALL, regions.identity("us")), "us");
        assertPaired(us().attempt("POST", REGIONS + Strangers.ALL, regions.identity("eu")), "eu");
        eu().attempt("POST", REPLICAS, Json.of("{region:'us', activate:true}")).expect(201);
        var replication = new Replication(eu(), REALM);
        Await.upTo(NOTICED, "us has a copy, at the url that it was paired with")
                .until(() -> replication.replica("us").path("status").asText().equals("ACTIVE"), replication::lastSeen);
        assertArrives();
    }

    @AfterEach
    void makeUp() throws IOException {
        Files.deleteIfExists(regions.trust().resolve("eu.pem"));
        regions.introduce("us", regions.eu());
        regions.introduce("eu", regions.us());
        assertArrives();
    }

    @AfterAll
    void close() {
        regions.close();
    }

    @Test
    void anIdentityHasWhatAnotherRegionNeedsAndNoSecret() {
        var identity = regions.identity("us");
        var names = new ArrayList<String>();
        identity.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("region", "url", "certificates", "fingerprints", "expiresAt", "keys"), names);
        assertFalse(identity.toString().contains(Keys.PASSWORD), identity::toString);
        assertFalse(identity.toString().contains("PRIVATE"), identity::toString);
        assertTrue(identity.path("fingerprints").get(0).asText().matches("[0-9A-F]{2}(:[0-9A-F]{2}){31}"));
    }

    @Test
    void theSameIdentityAgainChangesNothing() {
        assertPaired(eu().attempt("POST", REGIONS, regions.identity("us")), "us");
        assertArrives();
    }

    @Test
    void whoMayDoWhat() {
        Operator.create(eu(), "master", "pair-viewer", "master-realm", "view-multi-region");
        Operator.create(eu(), "master", "pair-manager", "master-realm", "manage-multi-region");
        Operator.create(eu(), "master", "pair-nobody", "master-realm", "view-users");
        Operator.create(eu(), REALM, "realm-operator", "realm-management", "manage-multi-region");
        var viewer = new Operator(regions.eu(), "master", "pair-viewer");
        var manager = new Operator(regions.eu(), "master", "pair-manager");
        for (var path : List.of("master/multi-region/identity", REGIONS, REGIONS + "/us")) {
            viewer.get(path).expect(200);
            manager.get(path).expect(200);
            new Operator(regions.eu(), "master", "pair-nobody").get(path).expect(403);
            new Operator(regions.eu(), REALM, "realm-operator").get(path).expect(403);
            assertEquals(
                    401, Page.get(regions.eu().url(), "/admin/realms/" + path).status());
        }
        for (var method : List.of("PUT", "DELETE")) {
            viewer.attempt(method, REGIONS + "/us", method.equals("PUT") ? regions.identity("us") : null)
                    .expect(403);
        }
        viewer.attempt("PATCH", REGIONS + "/us", Json.of("{mayBecomePrimary:true}"))
                .expect(403);
        manager.attempt("PATCH", REGIONS + "/us", Json.of("{mayBecomePrimary:true}"))
                .expect(200);
        viewer.attempt("POST", REGIONS, regions.identity("us")).expect(403);
        manager.attempt("POST", REGIONS, regions.identity("us")).expect(201);
        for (var path : List.of("identity", "regions")) {
            new Operator(regions.eu(), REALM, "realm-operator")
                    .get(REALM + "/multi-region/" + path)
                    .expect(404);
        }
    }

    Stream<RefusedIdentity> refused() {
        return RefusedIdentity.all(regions);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aBadIdentityIsRefusedWithAWordOnWhatToDo(RefusedIdentity bad) {
        var before = eu().get(REGIONS).toString();
        var answer = eu().attempt("POST", REGIONS, bad.body(), "application/json");
        assertEquals(bad.status(), answer.status(), answer::text);
        assertEquals(bad.error(), answer.json().path("error").asText(), answer::text);
        assertTrue(answer.json().path("error_description").asText().contains(bad.said()), answer::text);
        assertEquals(before, eu().get(REGIONS).toString());
    }

    @Test
    void whatIsNotThereOrNotMeantIsRefused() {
        assertRefused(404, "no_region", "PUT", "mars", regions.identity("us"));
        assertRefused(404, "no_region", "DELETE", "mars", null);
        assertRefused(404, "no_region", "DELETE", "eu", null);
        assertRefused(404, "no_region", "GET", "US", null);
        assertRefused(400, "invalid_region", "PUT", "us", regions.identity("eu"));
    }

    /** A region that is trusted is a guest: it brings what it was invited with. */
    @Test
    void aRealmIsCopiedHereOnceOperatorsAllowIt() {
        eu().createRealm(Json.of("{realm:'uninvited', enabled:true}"));
        var replication = new Replication(eu(), "uninvited");
        allow(us(), "eu", "{realms:['paired'], mayBecomePrimary:false}");
        replication.create("us", regions.identity("us").path("url").asText()).expect(201);
        assertSaid(
                replication,
                "region us takes no copy of realm uninvited from region eu: an operator of region us allows");
        us().attempt("GET", "uninvited", null).expect(404);
        assertArrives();

        allow(us(), "eu", "{realms:['paired', 'uninvited']}");
        Await.upTo(NOTICED, "us has a copy")
                .until(() -> replication.replica("us").path("status").asText().equals("ACTIVE"), replication::lastSeen);
        var audited = regions.us()
                .logged(
                        "io\\.multiregion\\.audit\\] \\([^)]*\\) (\\{.*MULTI_REGION_REGION.*UPDATE.*regions/eu.*done.*uninvited.*})$");
        assertEquals(1, audited.size(), audited::toString);
        replication.end("us", NOTICED);
        eu().delete("uninvited");
    }

    /** Neither is the role handed to it, nor is it followed when it takes the role by itself. */
    @Test
    void whoMayNotBecomePrimaryDeposesNobody() {
        eu().createRealm(Json.of("{realm:'kept', enabled:true}"));
        var here = new Replication(eu(), "kept");
        var there = new Replication(us(), "kept");
        here.replicate(regions.us(), regions.identity("us").path("url").asText(), NOTICED);
        allow(eu(), "us", "{mayBecomePrimary:false}");
        var refused = here.switchover("us", "may-become-primary").expect(409);
        assertTrue(
                refused.text().contains("region us may not become the primary of realms that region eu holds"),
                refused::text);
        assertTrue(here.writable());
        Await.upTo(NOTICED, "us knows")
                .until(() -> there.preview().path("refusedBy").toString().contains("may-become-primary"));

        there.forceFailover().expect(200);
        Await.upTo(NOTICED, "eu says what it makes of it")
                .until(
                        () -> here.state().path("lastError").asText().contains("since epoch 2 and is not followed")
                                && here.replica("us").path("lastError").asText().contains("mayBecomePrimary"),
                        here::lastSeen);
        assertTrue(here.writable(), here::lastSeen);
        assertEquals(
                201,
                eu().attempt("POST", "kept/users", Json.of("{username:'late'}")).status());

        allow(eu(), "us", "{mayBecomePrimary:true}");
        Await.upTo(NOTICED, "eu follows").until(() -> here.role().equals("SECONDARY"), here::lastSeen);
        Await.upTo(NOTICED, "what eu wrote beside is listed")
                .until(() -> there.divergences().toString().contains("late"));
        there.dismissAll();
        Await.upTo(NOTICED, "the role comes home")
                .until(() -> there.switchover("eu").status() == 200, there::lastSeen);
        here.end("us", NOTICED);
        eu().delete("kept");
    }

    private static void allow(Admin here, String region, String consent) {
        here.attempt("PATCH", REGIONS + "/" + region, Json.of(consent)).expect(200);
    }

    @Test
    void aRevokedRegionGetsNothingMoreUntilItIsPairedWithAgain() {
        assertEquals(
                "REVOKED", eu().delete(REGIONS + "/us").json().path("status").asText());
        assertEquals("REVOKED", eu().get(REGIONS + "/us").path("status").asText());
        assertSaid("was revoked here");
        eu().post(REALM + "/users", Json.of("{username:'unseen'}"));
        var replication = new Replication(eu(), REALM);
        Await.upTo(NOTICED, "the change waits")
                .until(() -> replication.replica("us").path("lagResources").asInt() > 0, replication::lastSeen);
        assertTrue(us().get(REALM + "/users?username=unseen").isEmpty(), "nothing arrived");
        assertRefused(409, "region_revoked", "PUT", "us", regions.identity("us"));
        var again = (ObjectNode) regions.identity("us");
        var renamed = eu().attempt("POST", REGIONS, again.put("region", "venus"));
        assertEquals("certificate_known", renamed.json().path("error").asText(), renamed::text);
        assertTrue(renamed.text().contains("us, which was revoked"), renamed::text);
        assertEquals(
                1,
                regions.eu()
                        .logged(
                                "io\\.multiregion\\.audit\\] \\([^)]*\\) (\\{.*MULTI_REGION_REGION.*DELETE.*regions/us.*done.*})$")
                        .size());

        regions.eu().stop();
        regions.eu().start().awaitReady();
        assertEquals("REVOKED", eu().get(REGIONS + "/us").path("status").asText());
        Await.upTo(NOTICED, "eu can't ask us whether it is still the primary").until(() -> {
            var state = new Replication(eu(), REALM).state();
            return !state.path("writable").asBoolean()
                    && state.path("lastError").asText().contains("was revoked here");
        });

        assertPaired(eu().attempt("POST", REGIONS, regions.identity("us")), "us");
        Await.upTo(NOTICED, "what waited arrives")
                .until(() -> us().get(REALM + "/users?username=unseen").size() == 1);
    }

    @Test
    void whatARevokedRegionSaysIsRefusedAndOnlyTheLogSaysWhy() throws IOException {
        regions.keys().certificate("eu", regions.trust().resolve("eu.pem"));
        assertEquals("both", us().get(REGIONS + "/eu").path("source").asText());
        us().delete(REGIONS + "/eu");
        assertEquals("REVOKED", us().get(REGIONS + "/eu").path("status").asText(), "whatever the directory has");

        assertSaid("did not accept the message");
        assertNotAccepted();
        regions.keys().make("stolen");
        regions.keys().certificate("stolen", regions.trust().resolve("eu.pem"));
        var identity = ((ObjectNode) regions.identity("eu")).put("replace", true);
        var refused = us().attempt("POST", REGIONS, identity);
        assertEquals("region_in_directory", refused.json().path("error").asText(), refused::text);
        assertFalse(regions.us()
                .logged(
                        "(not accepted: the sender eu is not trusted: region eu was revoked here at .* by master/admin)")
                .isEmpty());
    }

    @Test
    void whatAnotherNodeOfTheRegionWasAskedIsKnownWithinSeconds() throws SQLException {
        try (var database = regions.us().database().connect();
                var statement = database.createStatement()) {
            statement.executeUpdate("update MR_REGION set STATUS = 'REVOKED' where NAME = 'eu'");
        }
        Await.upTo(Duration.ofSeconds(10), "this node knows it, too")
                .until(() -> us().get(REGIONS + "/eu").path("status").asText().equals("REVOKED"));
        assertSaid("did not accept the message");
    }

    @Test
    void anEndIsToldThirtyDaysAhead() {
        regions.keys().make("soon", Keys.P256, "-validity", "10");
        regions.keys().make("later", Keys.P256, "-validity", "40");
        for (var name : List.of("soon", "later")) {
            eu().attempt("POST", REGIONS, identity(name)).expect(201);
        }
        var warnings = warnings();
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("allow-http is on: "), "as it is in these stories");
        assertTrue(warnings.get(1).startsWith("the certificate of region soon expires at "));

        var ready = Page.get(regions.eu().management(), "/health/ready").expect(200);
        assertTrue(ready.text().contains("the certificate of region soon expires at "), ready::text);
        assertFalse(ready.text().contains("region later"), ready::text);
        Await.upTo(NOTICED, "the metrics have it")
                .until(() -> daysLeft("soon") == 9 && daysLeft("later") == 39 && daysLeft("us") == 364);

        eu().delete(REGIONS + "/soon");
        eu().delete(REGIONS + "/later");
        assertEquals(1, warnings().size(), "nobody waits for a revoked one");
        Await.upTo(NOTICED, "nor do the metrics").until(() -> daysLeft("soon") < 0);
    }

    private List<String> warnings() {
        return StreamSupport.stream(
                        eu().get(REALM + "/multi-region").path("warnings").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void keysChangeWithAnOverlapAndEveryWriteArrives() throws IOException {
        var before = new Replication(eu(), REALM)
                .replica("us")
                .path("copiedResources")
                .asInt();
        regions.keys().make("eu-next");
        regions.keys().make("us-next");

        regions.restart("", "-next");
        assertArrives();
        for (var name : List.of("eu", "us")) {
            assertEquals(2, regions.identity(name).path("fingerprints").size());
        }
        eu().attempt("PUT", REGIONS + "/us", regions.identity("us")).expect(200);
        us().attempt("PUT", REGIONS + "/eu", regions.identity("eu")).expect(200);
        assertArrives();

        regions.restart("-next", "");
        assertArrives();

        eu().attempt("PUT", REGIONS + "/us", onlyFirst(regions.identity("us"))).expect(200);
        us().attempt("PUT", REGIONS + "/eu", onlyFirst(regions.identity("eu"))).expect(200);
        assertArrives();

        regions.restart("-next");
        assertArrives();
        assertEquals(1, regions.identity("eu").path("fingerprints").size());
        assertNotAccepted();
        assertEquals(
                before,
                new Replication(eu(), REALM)
                        .replica("us")
                        .path("copiedResources")
                        .asInt(),
                "no copy was begun again");
        new Equality(regions.eu(), regions.us(), REALM).assertRows();
    }

    /** What us makes of a message that is signed with the key that eu began with. */
    private void assertNotAccepted() throws IOException {
        var trust = regions.keys().trust("eu", List.of("us"));
        var eu = new Correspondent("eu", regions.keys(), trust);
        HttpResponse<byte[]> answer = eu.post(regions.us().url(), eu.seal(heartbeat(), new byte[0]));
        assertEquals(403, answer.statusCode());
        assertEquals("{\"error\":\"not_accepted\"}", new String(answer.body(), StandardCharsets.UTF_8));
    }

    private Header heartbeat() {
        var id = eu().get(REALM).path("id").asText();
        return new Header(
                MessageType.HEARTBEAT,
                id,
                "eu",
                "us",
                1,
                Position.START,
                Position.START,
                MessageId.next(),
                null,
                1,
                1,
                "",
                "");
    }

    private void assertArrives() {
        var name = "write" + writes++;
        Await.upTo(NOTICED, "eu takes writes")
                .until(() -> eu().attempt("POST", REALM + "/users", Json.of("{username:'%s'}", name))
                                .status()
                        == 201);
        Await.upTo(NOTICED, name + " arrives in us")
                .until(
                        () -> us().get(REALM + "/users?username=" + name).size() == 1,
                        () -> new Replication(eu(), REALM).state().toString());
    }

    private void assertSaid(String error) {
        assertSaid(new Replication(eu(), REALM), error);
    }

    private static void assertSaid(Replication replication, String error) {
        Await.upTo(NOTICED, "the stream has stopped and says why")
                .until(
                        () -> replication
                                .replica("us")
                                .path("lastError")
                                .asText()
                                .contains(error),
                        replication::lastSeen);
    }

    private void assertPaired(Answer answer, String region) {
        var paired = answer.expect(201).json();
        assertEquals("TRUSTED", paired.path("status").asText(), answer::text);
        assertEquals(
                regions.identity(region).path("fingerprints"), paired.path("fingerprints"), "to be compared by eye");
    }

    private void assertRefused(int status, String error, String method, String region, JsonNode body) {
        var answer = eu().attempt(method, REGIONS + "/" + region, body);
        assertEquals(status, answer.status(), answer::text);
        assertEquals(error, answer.json().path("error").asText(), answer::text);
        assertTrue(answer.json().path("error_description").asText().length() > 20, answer::text);
    }

    private static JsonNode onlyFirst(JsonNode identity) {
        var only = (ObjectNode) identity.deepCopy();
        only.putArray("certificates").add(identity.path("certificates").get(0));
        only.putArray("fingerprints").add(identity.path("fingerprints").get(0));
        return only;
    }

    private ObjectNode identity(String name) {
        var identity = (ObjectNode) Json.of("{region:'%s', url:'http://127.0.0.1:1'}", name);
        identity.putArray("certificates").add(regions.keys().certificate(name));
        return identity;
    }

    /** Below 0 if there is no such figure. */
    private long daysLeft(String region) {
        var figures = Page.get(regions.eu().management(), "/metrics").text();
        var found = Pattern.compile(
                        "(?m)^multiregion_certificate_expiry_seconds\\{[^}]*region=\"" + region + "\"[^}]*} (\\S+)$")
                .matcher(figures);
        return found.find()
                ? Duration.ofSeconds((long) Double.parseDouble(found.group(1))).toDays()
                : -1;
    }

    private Admin eu() {
        return regions.eu().admin();
    }

    private Admin us() {
        return regions.us().admin();
    }
}
