package io.multiregion.stories.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.setup.Keys;
import io.multiregion.stories.props.Correspondent;
import io.multiregion.stories.props.Page;
import io.multiregion.stories.region.OwnRegions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Paired regions change their keys, are told when these end, fall out, and make up again. */
@OwnRegions
@ResourceLock("two servers at once")
final class RevocationStory extends PairedRegions {

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
                    && state.at("/lastError/message").asText().contains("was revoked here");
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
}
