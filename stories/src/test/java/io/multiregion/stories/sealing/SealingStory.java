package io.multiregion.stories.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.compare.Export;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.stories.props.Dump;
import io.multiregion.stories.props.LargeRows;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.region.BesideOthers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A realm's secrets are sealed at rest in both regions while it is in use, get another data key, and are opened again. */
@BesideOthers
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SealingStory extends SealedRealm {

    @Test
    @Order(1)
    void whatIsStoredIsSealed() throws SQLException {
        var answer = sealing(regions.eu(), "{enabled:true}").expect(200).json();
        assertEquals(1, answer.get("dataKeys").size());
        awaitState("SEALED");
        regions.equality(realm.name()).assertRows(ownSessions);
        assertSealed();
        assertWorks();
        assertEquals(keyIds, keyIds(regions.eu()), "the realm's keys are the same ones");
        assertEquals(keyIds, keyIds(regions.us()));
        assertEquals("SEALED", state(regions.us()).get("state").asText());
        assertNotEquals(
                state(regions.eu()).at("/dataKeys/0/wrappedBy").asText(),
                state(regions.us()).at("/dataKeys/0/wrappedBy").asText(),
                "each region's own key wraps it");
    }

    @Test
    @Order(2)
    void whatIsWrittenIsSealed() throws SQLException {
        var secret = "written-client-secret-c4a8";
        admin.create(
                realm.name() + "/clients",
                Json.of("{clientId:'written', secret:'%s', serviceAccountsEnabled:true}", secret));
        planted.secrets().put("secret written while sealed", secret);
        for (var kind : List.of(
                "rsa-generated",
                "rsa-enc-generated",
                "ecdsa-generated",
                "ecdh-generated",
                "eddsa-generated",
                "hmac-generated",
                "aes-generated")) {
            admin.create(
                    realm.name() + "/components",
                    Json.of(
                            "{name:'later %1$s', providerId:'%1$s', providerType:'org.keycloak.keys.KeyProvider',"
                                    + " config:{priority:['50'], keySize:['1024']}}",
                            kind));
        }
        keyIds = keyIds(regions.eu());
        regions.equality(realm.name()).assertRows(ownSessions);
        assertEquals(keyIds, keyIds(regions.us()));
        assertEquals(0, plainKeys(regions.eu()), "private keys in the clear in eu");
        assertEquals(0, plainKeys(regions.us()), "private keys in the clear in us");
        assertSealed();
        for (var region : List.of(regions.eu(), regions.us())) {
            new SignIn(region.url(), realm.name(), "written", secret).clientCredentials();
        }
    }

    /** A cut too long for one message waits in us for its last part; the line is so slow that this takes seconds. */
    @Test
    @Order(3)
    void partsThatWaitAreSealedWithTheRealmsKey() throws SQLException {
        toUs.delay(Duration.ofMillis(10));
        try {
            LargeRows.create(admin, realm.name());
            var waiting = new ArrayList<byte[]>();
            Await.upTo(SEALING, "a part waits in us").until(() -> waiting.addAll(waitingParts()));
            var start = "mr-bytes:1:" + state(regions.us()).at("/dataKeys/0/id").asText();
            for (var part : waiting) {
                assertEquals(start, new String(part, 0, start.length(), StandardCharsets.US_ASCII));
            }
        } finally {
            toUs.delay(Duration.ZERO);
        }
        regions.equality(realm.name()).assertRows(ownSessions);
        assertEquals(List.of(), waitingParts(), "nothing waits any more");
    }

    private List<byte[]> waitingParts() {
        var parts = new ArrayList<byte[]>();
        try (var connection = regions.us().database().connect();
                var select = connection.prepareStatement(
                        "select p.SEALED from MR_PART p" + " join REALM r on r.ID = p.REALM_ID where r.NAME = ?")) {
            select.setString(1, realm.name());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    parts.add(rows.getBytes(1));
                }
            }
            return parts;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** From the first copy on, so also while nothing was sealed at rest yet. */
    @Test
    @Order(4)
    void nothingPassedOnTheWireOrIsInALog() {
        assertTrue(wire.stream().mapToInt(ByteArrayOutputStream::size).sum() > 10_000, "something was captured");
        for (var captured : wire) {
            var bytes = captured.toString(StandardCharsets.ISO_8859_1);
            planted.secrets()
                    .forEach((what, secret) -> assertFalse(bytes.contains(secret), what + " passed in the clear"));
        }
        for (var region : List.of(regions.eu(), regions.us())) {
            planted.secrets()
                    .forEach((what, secret) -> assertEquals(
                            Set.of(),
                            region.logged("(" + Pattern.quote(secret) + ")"),
                            what + " stands in the log of " + region.name()));
        }
    }

    /** The console saves what it was shown: stars. */
    @Test
    @Order(5)
    void savingStarsKeepsTheSecret() throws SQLException {
        admin.put(realm.name(), admin.get(realm.name()));
        var provider = admin.get(realm.name() + "/identity-provider/instances/planted");
        assertEquals("**********", provider.at("/config/clientSecret").asText());
        admin.put(realm.name() + "/identity-provider/instances/planted", provider);
        regions.equality(realm.name()).assertRows(ownSessions);
        assertSealed();
        assertWorks();
    }

    /** Keycloak's own export, which is as good as a realm's secrets. */
    @Test
    @Order(6)
    void anExportIsInTheClear() {
        var export = new Export(regions.eu(), realm.name()).canonical();
        assertFalse(export.contains("mr-sealed:1:"));
        for (var secret : List.of("client secret", "mail password", "bind credential", "TOTP seed")) {
            assertTrue(export.contains(planted.secrets().get(secret)), secret + " is in the export");
        }
    }

    @Test
    @Order(7)
    void whoMayDecide() {
        Operator.create(admin, realm.name(), "boss", "realm-management", "realm-admin");
        var path = realm.name() + "/multi-region/sealing";
        var boss = new Operator(regions.eu(), realm.name(), "boss");
        boss.get(path).expect(200);
        boss.attempt("PUT", path, Json.of("{enabled:true}")).expect(200);
        boss.attempt("PUT", path, Json.of("{enabled:false}")).expect(403);
        boss.attempt("POST", path + "/destroy", Json.of("{realm:'%s'}", realm.name()))
                .expect(403);
        assertEquals("SEALED", state(regions.eu()).get("state").asText());
        sealing(regions.eu(), "{}").expect(400);
        sealing(regions.us(), "{enabled:false}").expect(409);
        admin.attempt("PUT", "master/multi-region/sealing", Json.of("{enabled:true}"))
                .expect(409);
        assertEquals(
                "SEALED", state(regions.us()).get("state").asText(), "nothing was changed from a read-only region");
    }

    @Test
    @Order(8)
    void anotherDataKey() throws SQLException {
        var before = state(regions.eu()).at("/dataKeys/0/id").asText();
        admin.post(realm.name() + "/multi-region/sealing/rotate");
        awaitState("SEALED");
        regions.equality(realm.name()).assertRows(ownSessions);
        assertEquals(1, state(regions.us()).get("dataKeys").size(), "the former key is dropped everywhere");
        assertNotEquals(before, state(regions.us()).at("/dataKeys/0/id").asText());
        assertEquals(
                List.of(), Dump.of(regions.eu()).tablesWith("mr-sealed:1:" + before), "nothing needs the former key");
        assertSealed();
        assertWorks();
        assertEquals(keyIds, keyIds(regions.us()));
    }

    @Test
    @Order(9)
    void theOtherRegionTakesOverAndSealsOn() throws SQLException {
        new Replication(admin, realm.name()).switchover("us").expect(200);
        var us = regions.us().admin();
        us.create(
                realm.name() + "/clients",
                Json.of("{clientId:'moved', secret:'moved-client-secret-3d3d', serviceAccountsEnabled:true}"));
        planted.secrets().put("secret written in the other region", "moved-client-secret-3d3d");
        us.post(realm.name() + "/multi-region/sealing/rotate");
        awaitState(regions.us(), "SEALED");
        regions.equalityBack(realm.name()).assertRows(ownSessions);
        assertSealed();
        for (var region : List.of(regions.eu(), regions.us())) {
            new SignIn(region.url(), realm.name(), "moved", "moved-client-secret-3d3d").clientCredentials();
        }
        assertEquals(keyIds, keyIds(regions.eu()));
        new Replication(us, realm.name()).switchover("eu").expect(200);
    }

    @Test
    @Order(10)
    void inTheClearAgain() throws SQLException {
        sealing(regions.eu(), "{enabled:false}").expect(200);
        awaitState("OFF");
        regions.equality(realm.name()).assertRows(ownSessions);
        for (var region : List.of(regions.eu(), regions.us())) {
            var dump = Dump.of(region);
            assertEquals(List.of(), missing(dump), "all secrets are there again in " + region.name());
            assertEquals(List.of(), dump.tablesWith("mr-sealed:1:"));
        }
        assertWorks();
        assertEquals(keyIds, keyIds(regions.us()));
    }
}
