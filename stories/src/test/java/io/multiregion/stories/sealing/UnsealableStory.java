package io.multiregion.stories.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Dump;
import io.multiregion.stories.region.BesideOthers;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Secrets of any length: sealed where they have room, refused where they have none, and never in the way of others. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnsealableStory {

    private static final int MOST = 1486;
    private static final String NAME = "long-secrets";

    /** As many letters as Keycloak's own columns take, four bytes each. */
    private static final String EMOJI = "\uD83D\uDD11".repeat(255);

    private TwoRegions regions;
    private Admin admin;

    @BeforeAll
    void start(TwoRegions started) {
        regions = started;
        admin = regions.eu().admin();
    }

    /** Other stories look for sealed secrets in the whole database. */
    @AfterAll
    void remove() {
        new Replication(admin, NAME).end("us", SealedRealm.SEALING);
        admin.delete(NAME);
    }

    @Test
    void aRealmWithLongSecretsIsSealed() throws SQLException {
        new SampleRealm(NAME, TwoRegions.FRONT, 1).create(admin);
        client("emoji", EMOJI).expect(201);
        client("too-long", "y".repeat(MOST + 1)).expect(201);
        mail("m".repeat(255)).expect(204);
        var replication = new Replication(admin, NAME);
        replication.replicate(regions.us(), regions.us().url().toString(), SealedRealm.SEALING);
        seal();
        Await.upTo(SealedRealm.SEALING, "what cannot be sealed is named")
                .until(() -> replication
                        .sealing()
                        .get("problem")
                        .asText()
                        .contains("CLIENT " + id("too-long") + " (SECRET): it has 1487 bytes"));
        Await.upTo(SealedRealm.SEALING, "all others are sealed").until(this::othersAreSealed);
        assertEquals("SEALING", replication.sealing().get("state").asText());

        assertNothingUnsealableIsTaken();

        change("too-long", "z".repeat(MOST)).expect(204);
        seal();
        replication.awaitSealing("SEALED", 1, SealedRealm.SEALING);
        regions.equality(NAME).assertRows();
        for (var region : List.of(regions.eu(), regions.us())) {
            new SignIn(region.url(), NAME, "emoji", EMOJI).clientCredentials();
            new SignIn(region.url(), NAME, "too-long", "z".repeat(MOST)).clientCredentials();
        }
    }

    private boolean othersAreSealed() {
        try {
            var dump = Dump.of(regions.eu());
            return dump.tablesWith(EMOJI).isEmpty()
                    && dump.tablesWith("m".repeat(255)).isEmpty();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void assertNothingUnsealableIsTaken() {
        var before = admin.get(NAME);
        var clients = admin.get(NAME + "/clients").size();
        var bad = "b".repeat(MOST + 1);
        var forged = "mr-sealed:1:0123456789abcdef:x";
        assertRefused(change("emoji", bad), "it has 1487 bytes");
        assertRefused(change("emoji", forged), "looks like a sealed one");
        assertRefused(client("another", bad), "it has 1487 bytes");
        assertRefused(mail(bad), "it has 1487 bytes");
        assertRefused(mail(forged), "looks like a sealed one");
        var some = (ObjectNode) Json.of("{ifResourceExists:'FAIL', clients:[]}");
        for (int i = 0; i < 50; i++) {
            some.withArray("clients")
                    .add(Json.of("{clientId:'imported-%s', secret:'%s'}", i, i == 30 ? bad : "imported-" + i));
        }
        assertRefused(admin.attempt("POST", NAME + "/partialImport", some), "it has 1487 bytes");
        assertEquals(clients, admin.get(NAME + "/clients").size(), "nothing of it was stored");
        assertEquals(before, admin.get(NAME));
        new SignIn(regions.eu().url(), NAME, "emoji", EMOJI).clientCredentials();
    }

    private static void assertRefused(Answer answer, String why) {
        var json = answer.expect(400).json();
        assertEquals("unsealable_secret", json.path("error").asText(), answer.text());
        assertTrue(json.get("error_description").asText().contains(why), answer.text());
    }

    private void seal() {
        admin.put(NAME + "/multi-region/sealing", Json.of("{enabled:true}"));
    }

    private Answer client(String clientId, String secret) {
        return admin.attempt(
                "POST",
                NAME + "/clients",
                Json.of("{clientId:'%s', secret:'%s', serviceAccountsEnabled:true}", clientId, secret));
    }

    private Answer change(String clientId, String secret) {
        return admin.attempt("PUT", NAME + "/clients/" + id(clientId), Json.of("{secret:'%s'}", secret));
    }

    private String id(String clientId) {
        return admin.get(NAME + "/clients?clientId=" + clientId)
                .get(0)
                .get("id")
                .asText();
    }

    private Answer mail(String password) {
        var realm = (ObjectNode) admin.get(NAME);
        JsonNode server = Json.of(
                "{host:'127.0.0.1', port:'9', from:'a@acme.test', auth:'true', user:'mail', password:'%s'}", password);
        realm.set("smtpServer", server);
        return admin.attempt("PUT", NAME, realm);
    }
}
