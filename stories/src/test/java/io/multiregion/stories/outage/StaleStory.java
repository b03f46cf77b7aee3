package io.multiregion.stories.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Page;
import io.multiregion.stories.region.Alone;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A copy that hears nothing for too long does what its realm says; and what happens anywhere says where. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StaleStory {

    private static final Duration NOTICED = Duration.ofSeconds(30);

    private final SampleRealm strict = new SampleRealm("strict", TwoRegions.FRONT, 0);
    private final SampleRealm lenient = new SampleRealm("lenient", TwoRegions.FRONT, 0);
    private TwoRegions regions;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        strict.create(regions.eu().admin());
        lenient.create(regions.eu().admin());
        set("strict", "PT6S", "refuse", 204);
        set("lenient", "PT6S", "serve", 204);
        regions.replicate("strict");
        regions.replicate("lenient");
    }

    @AfterEach
    void repair() {
        regions.toUs().set(Link.State.UP);
        regions.equality("strict").awaitLevel();
        regions.equality("lenient").awaitLevel();
    }

    @Test
    void whatARealmCannotSayIsRefusedByName() {
        assertTrue(set("strict", "soon", "refuse", 400).contains("multiRegion.maxStaleness is to be a time"));
        assertTrue(set("strict", "PT6S", "hide", 400).contains("multiRegion.whenStale is to be serve or refuse"));
    }

    @Test
    void aStaleCopyDoesWhatItsRealmSays() {
        regions.toUs().set(Link.State.DOWN);
        enable(strict, false);
        enable(lenient, false);
        Await.upTo(NOTICED, "us refuses the users of a stale copy").until(() -> signIn(strict) == 503);
        assertEquals(200, signIn(lenient), "it serves all the same");
        assertTrue(regions.us().admin().get("strict/users").size() > 0, "administrators read");
        assertTrue(active("strict", 503).startsWith("this region's copy is stale: for "));
        active("lenient", 200);
        Await.upTo(NOTICED, "both are said to be stale")
                .until(() -> Set.of("strict", "lenient")
                        .equals(regions.us().logged("realm (strict|lenient): this region's copy is stale")));
        JsonNode health =
                Page.get(regions.us().management(), "/health/group/replication").json();
        assertEquals("DOWN", health.path("status").asText(), health::toString);
        JsonNode data = health.path("checks").get(0).path("data");
        assertTrue(data.path("lenient").asText().endsWith("it serves all the same"), health::toString);
        assertTrue(data.path("strict").asText().endsWith("its end users are refused"), health::toString);
        assertTrue(regions.us()
                .admin()
                .get("lenient/multi-region")
                .at("/staleness/stale")
                .asBoolean());
        regions.toUs().set(Link.State.UP);
        Await.upTo(NOTICED, "us serves again").until(() -> signIn(strict) != 503);
        assertEquals(400, signIn(strict), "he is disabled");
        enable(strict, true);
        Await.upTo(NOTICED, "he is not any more").until(() -> signIn(strict) == 200);
        active("strict", 200);
    }

    @Test
    void eventsSayInWhichRegionTheyHappened() {
        var eu = regions.eu().admin();
        eu.put("strict/events/config", Json.of("{eventsEnabled:true, adminEventsEnabled:true}"));
        eu.post("strict/users", Json.of("{username:'dora'}"));
        assertEquals("eu", region(eu.get("strict/admin-events?resourceTypes=USER&max=1")));
        regions.equality("strict").awaitLevel();
        strict.at(regions.eu()).clientCredentials();
        strict.at(regions.us()).clientCredentials();
        assertEquals("eu", region(eu.get("strict/events?type=CLIENT_LOGIN&max=1")));
        assertEquals("us", region(regions.us().admin().get("strict/events?type=CLIENT_LOGIN&max=1")));
        lenient.at(regions.us()).attempt("nobody", "x");
        Await.upTo(NOTICED, "a listener sees it where nothing is stored")
                .until(() -> Set.of("us").equals(regions.us().logged("LOGIN_ERROR.*\"lenient\".*region=\"([^\"]*)\"")));
    }

    private static String region(JsonNode events) {
        return events.get(0).at("/details/region").asText();
    }

    private String set(String realm, String most, String then, int status) {
        var eu = regions.eu().admin();
        var attributes = (ObjectNode) eu.get(realm).path("attributes");
        attributes.put("multiRegion.maxStaleness", most).put("multiRegion.whenStale", then);
        var body = (ObjectNode) Json.of("{}");
        body.set("attributes", attributes);
        return eu.attempt("PUT", realm, body).expect(status).text();
    }

    private void enable(SampleRealm realm, boolean enabled) {
        var eu = regions.eu().admin();
        String user = realm.name() + "/users/" + realm.userId(eu, SampleRealm.USER);
        eu.put(user, ((ObjectNode) eu.get(user)).put("enabled", enabled));
    }

    private int signIn(SampleRealm realm) {
        return realm.at(regions.us())
                .attempt(SampleRealm.USER, SampleRealm.PASSWORD)
                .status();
    }

    private String active(String realm, int status) {
        return Page.get(regions.us().url(), "/realms/" + realm + "/multi-region/health/active")
                .expect(status)
                .json()
                .path("reason")
                .asText();
    }
}
