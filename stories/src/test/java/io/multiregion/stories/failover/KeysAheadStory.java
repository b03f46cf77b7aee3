package io.multiregion.stories.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keycloak makes a key at its first use, which a copy cannot: eu makes it when a client asks for the algorithm. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeysAheadStory {

    private TwoRegions regions;
    private Admin eu;

    @BeforeAll
    void start(TwoRegions started) {
        regions = started;
        eu = regions.eu().admin();
    }

    @Test
    void keysAreThereBeforeACopyNeedsThem() {
        var realm = new SampleRealm("ahead", TwoRegions.FRONT, 1);
        realm.create(eu);
        signWith("id.token.signed.response.alg", "EdDSA");
        regions.replicate("ahead");
        Await.upTo(Duration.ofSeconds(60), "eu has made the key that was asked for before the replica came")
                .until(
                        () -> readiness().path("ready").asBoolean(),
                        () -> readiness().toString());
        realm.at(regions.us()).password(SampleRealm.USER, SampleRealm.PASSWORD);
        signWith("access.token.signed.response.alg", "ES384");
        regions.equality("ahead").awaitLevel();
        Await.upTo(Duration.ofSeconds(60), "us has the key that eu has made").until(() -> signsIn(realm));
        var tokens = realm.at(regions.us()).password(SampleRealm.USER, SampleRealm.PASSWORD);
        var header = new String(Base64.getUrlDecoder().decode(tokens.access().split("[.]")[0]), StandardCharsets.UTF_8);
        assertEquals("ES384", Json.read(header).get("alg").asText());
    }

    private boolean signsIn(SampleRealm realm) {
        return realm.at(regions.us())
                        .attempt(SampleRealm.USER, SampleRealm.PASSWORD)
                        .status()
                == 200;
    }

    private void signWith(String attribute, String algorithm) {
        var client = (ObjectNode)
                eu.get("ahead/clients?clientId=" + SampleRealm.CLIENT).get(0);
        client.withObject("/attributes").put(attribute, algorithm);
        eu.put("ahead/clients/" + client.get("id").asText(), client);
    }

    private JsonNode readiness() {
        return eu.get("ahead/multi-region/readiness").path("replicas").get(0);
    }
}
