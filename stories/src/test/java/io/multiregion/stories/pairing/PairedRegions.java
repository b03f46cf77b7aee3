package io.multiregion.stories.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Two regions that had never heard of each other, paired, with a realm that lives in both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PairedRegions {

    static final Duration NOTICED = Duration.ofSeconds(60);
    static final String REALM = "paired";
    static final String REGIONS = "master/multi-region/regions";
    private static final String REPLICAS = REALM + "/multi-region/replicas";

    Strangers regions;
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

    void assertArrives() {
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

    void assertSaid(String error) {
        assertSaid(new Replication(eu(), REALM), error);
    }

    static void assertSaid(Replication replication, String error) {
        Await.upTo(NOTICED, "the stream has stopped and says why")
                .until(
                        () -> replication
                                .replica("us")
                                .at("/lastError/message")
                                .asText()
                                .contains(error),
                        replication::lastSeen);
    }

    void assertPaired(Answer answer, String region) {
        var paired = answer.expect(201).json();
        assertEquals("TRUSTED", paired.path("status").asText(), answer::text);
        assertEquals(
                regions.identity(region).path("fingerprints"), paired.path("fingerprints"), "to be compared by eye");
    }

    void assertRefused(int status, String error, String method, String region, JsonNode body) {
        var answer = eu().attempt(method, REGIONS + "/" + region, body);
        assertEquals(status, answer.status(), answer::text);
        assertEquals(error, answer.json().path("error").asText(), answer::text);
        assertTrue(answer.json().path("error_description").asText().length() > 20, answer::text);
    }

    Admin eu() {
        return regions.eu().admin();
    }

    Admin us() {
        return regions.us().admin();
    }
}
