package io.multiregion.stories.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.network.Mailbox;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.setup.Keys;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an operator or a peer may do wrong: each has an error that says what happened, and nothing is lost. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputStory {

    private static final Duration NOTICED = Duration.ofSeconds(60);

    private TwoRegions regions;
    private Admin admin;

    @BeforeAll
    void start(TwoRegions started) {
        regions = started;
        admin = regions.eu().admin();
    }

    @Test
    void anUnknownRealm() {
        admin.attempt("GET", "nowhere/multi-region", null).expect(404);
        admin.attempt("POST", "nowhere/multi-region/replicas", Json.of("{region:'us', url:'http://127.0.0.1:1'}"))
                .expect(404);
    }

    @Test
    void anUnknownRegion() {
        realm("bad-region");
        assertExplained(new Replication(admin, "bad-region").create("mars", "http://127.0.0.1:1"));
        assertStandalone("bad-region");
    }

    @Test
    void aReplicaToItself() {
        realm("bad-self");
        assertExplained(new Replication(admin, "bad-self")
                .create("eu", regions.toEu().url().toString()));
        assertStandalone("bad-self");
    }

    @Test
    void aBadUrl() {
        realm("bad-url");
        for (var url : new String[] {"", "us", "ftp://127.0.0.1", "http://"}) {
            assertExplained(new Replication(admin, "bad-url").create("us", url));
        }
        assertStandalone("bad-url");
    }

    @Test
    void theMasterRealm() {
        assertExplained(new Replication(admin, "master")
                .create("us", regions.toUs().url().toString()));
    }

    @Test
    void aReplicaThatIsThereAlready() {
        realm("bad-twice");
        regions.replicate("bad-twice");
        assertExplained(new Replication(admin, "bad-twice")
                .create("us", regions.toUs().url().toString()));
        regions.equality("bad-twice").assertRows();
    }

    @Test
    void aReplicaDeletedWhileActive() {
        realm("bad-delete");
        regions.replicate("bad-delete");
        assertExplained(admin.attempt("DELETE", "bad-delete/multi-region/replicas/us", null));
        regions.equality("bad-delete").assertRows();
        new Replication(admin, "bad-delete").end("us", NOTICED);
        assertEquals(
                404, regions.us().admin().attempt("GET", "bad-delete", null).status());
    }

    @Test
    void aRealmOfThatNameInTheOtherRegion() {
        realm("bad-taken");
        regions.us().admin().createRealm(Json.of("{realm:'bad-taken', enabled:true, displayName:'theirs'}"));
        var replication = new Replication(admin, "bad-taken");
        var answer = replication.create("us", regions.toUs().url().toString());
        if (answer.status() == 201) {
            awaitError(replication);
        } else {
            assertExplained(answer);
        }
        assertEquals(
                "theirs",
                regions.us().admin().get("bad-taken").get("displayName").asText(),
                "what was there is not overwritten");
    }

    @Test
    void aPeerThatAnswersGarbage() throws IOException {
        realm("bad-garbage");
        try (var garbage = Mailbox.open()) {
            assertToldOrRefused("bad-garbage", "http://127.0.0.1:" + garbage.port());
        }
    }

    @Test
    void aPeerThatNeverAnswers() throws IOException {
        realm("bad-silent");
        try (var silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            assertToldOrRefused("bad-silent", "http://127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void aPeerThatIsNotThere() {
        realm("bad-gone");
        assertToldOrRefused("bad-gone", "http://127.0.0.1:" + Ports.free());
    }

    @Test
    void aWrongCertificate() throws IOException {
        realm("bad-key");
        var trusted = regions.trust("us").resolve("eu.pem");
        var right = Files.readString(trusted);
        var other = new Keys(Files.createTempDirectory("other-keys"));
        other.make("eu");
        other.certificate("eu", trusted);
        try {
            var replication = new Replication(admin, "bad-key");
            var answer = replication.create("us", regions.toUs().url().toString());
            if (answer.status() == 201) {
                awaitError(replication);
            }
            assertEquals(
                    404, regions.us().admin().attempt("GET", "bad-key", null).status(), "nothing was taken");
        } finally {
            Files.writeString(trusted, right);
        }
        var replication = new Replication(admin, "bad-key");
        if (replication.state().path("replicas").isEmpty()) {
            replication.create("us", regions.toUs().url().toString()).expect(201);
        }
        Await.upTo(NOTICED, "the copy is made once the certificate is right")
                .until(() -> replication.replica("us").path("status").asText().equals("ACTIVE"), replication::lastSeen);
        regions.equality("bad-key").assertRows();
    }

    private void assertToldOrRefused(String realm, String url) {
        var replication = new Replication(admin, realm);
        var answer = replication.create("us", url);
        if (answer.status() == 201) {
            awaitError(replication);
        } else {
            assertExplained(answer);
        }
        admin.post(realm + "/users", Json.of("{username:'writable'}"));
    }

    private static void awaitError(Replication replication) {
        Await.upTo(NOTICED, "the failure is told")
                .until(
                        () -> !replication
                                .replica("us")
                                .at("/lastError/message")
                                .asText("")
                                .isEmpty(),
                        replication::lastSeen);
    }

    private void assertStandalone(String realm) {
        assertTrue(new Replication(admin, realm).state().path("replicas").isEmpty());
    }

    private void realm(String name) {
        admin.createRealm(Json.of("{realm:'%s', enabled:true}", name));
    }

    private static void assertExplained(Answer answer) {
        assertEquals(4, answer.status() / 100, answer::text);
        assertFalse(answer.json().path("error").asText().isEmpty(), answer::text);
        assertTrue(answer.json().path("error_description").asText().length() > 20, answer::text);
    }
}
