package io.multiregion.stories.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.Alone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A realm that Keycloak cannot load in us, since a file is not there: this is said before, the role moves all the same, and it heals. */
@Alone
final class MissingFileStory {

    private static final String NAME = "filed";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aDenylistThatOneRegionLacks(TwoRegions regions) throws IOException {
        var eu = regions.eu().admin();
        var us = regions.us().admin();
        var realm = new SampleRealm(NAME, TwoRegions.FRONT, 1);
        realm.create(eu);
        Files.writeString(denylist(regions.eu()), "letmein\n");
        var settings = (ObjectNode) eu.get(NAME);
        eu.put(NAME, settings.put("passwordPolicy", "length(3) and passwordBlacklist(" + NAME + ".txt)"));
        regions.replicate(NAME);
        us.attempt("GET", NAME, null).expect(500);
        assertEquals(0, us.get("master/clients?clientId=" + NAME + "-realm").size());

        var ready = eu.get(NAME + "/multi-region/readiness").path("replicas").get(0);
        assertFalse(ready.path("ready").asBoolean(), ready::toString);
        assertTrue(ready.toString().contains("lacks file " + denylist(regions.us())), ready::toString);
        eu.attempt("POST", NAME + "/multi-region/switchover", Json.of("{to:'us'}"))
                .expect(409);
        eu.attempt(
                        "POST",
                        NAME + "/multi-region/switchover",
                        Json.of("{to:'us', override:['providers-present', 'keys-usable'], reason:'a drill'}"))
                .expect(200);
        us.attempt("POST", NAME + "/multi-region/switchover", Json.of("{to:'eu'}"))
                .expect(500);
        us.attempt("POST", "master/multi-region/switchover", Json.of("{to:'eu', realm:'nowhere'}"))
                .expect(404);
        var back = us.attempt("POST", "master/multi-region/switchover", Json.of("{to:'eu', realm:'%s'}", NAME))
                .expect(200)
                .json();
        assertEquals("eu", back.path("to").asText(), back::toString);
        Await.upTo(SOON, "eu is the primary again")
                .until(() ->
                        eu.get(NAME + "/multi-region").path("role").asText().equals("PRIMARY"));
        eu.create(NAME + "/roles", Json.of("{name:'written-again'}"));

        Files.copy(denylist(regions.eu()), denylist(regions.us()));
        Await.upTo(SOON, "us's own operators can administer the copy")
                .until(() ->
                        us.get("master/clients?clientId=" + NAME + "-realm").size() == 1);
        assertEquals(NAME, regions.us().admin().get(NAME).get("realm").asText());
        var tokens = realm.at(regions.us()).password(SampleRealm.USER, SampleRealm.PASSWORD);
        regions.equality(NAME).assertRows(Set.of(tokens.session()));
        Await.upTo(SOON, "us is ready")
                .until(() -> eu.get(NAME + "/multi-region/readiness")
                        .at("/replicas/0/ready")
                        .asBoolean());
    }

    private static Path denylist(Region region) throws IOException {
        return Files.createDirectories(region.home().resolve("data").resolve("password-blacklists"))
                .resolve(NAME + ".txt");
    }
}
