package io.multiregion.stories.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Dump;
import io.multiregion.stories.props.Planted;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A realm in both regions with secrets planted in it, and what shows whether they are sealed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SealedRealm {

    static final Duration SEALING = Duration.ofSeconds(60);

    final SampleRealm realm = new SampleRealm("sealed", TwoRegions.FRONT, 5);
    final Planted planted = new Planted(realm.name());
    final Set<String> ownSessions = new HashSet<>();
    TwoRegions regions;
    Link toUs;
    Admin admin;
    TreeSet<String> keyIds;
    List<ByteArrayOutputStream> wire;

    @BeforeAll
    void replicate(TwoRegions started) throws SQLException {
        regions = started;
        admin = regions.eu().admin();
        realm.create(admin);
        planted.plant(regions.eu());
        keyIds = keyIds(regions.eu());
        toUs = Link.to(regions.us().port());
        wire = List.of(toUs.capture(), regions.toEu().capture());
        new Replication(admin, realm.name()).replicate(regions.us(), toUs.url().toString(), SEALING);
        assertEquals(
                List.of(), missing(Dump.of(regions.eu())), "all that was planted is found while nothing is sealed");
    }

    @AfterAll
    void close() {
        toUs.close();
    }

    void assertSealed() throws SQLException {
        for (var region : List.of(regions.eu(), regions.us())) {
            var dump = Dump.of(region);
            assertTrue(dump.size() > 90, "the dump has all tables");
            planted.secrets()
                    .forEach((what, secret) -> assertEquals(
                            List.of(), dump.tablesWith(secret), what + " stands in the clear in " + region.name()));
        }
    }

    /** What people and clients do with these secrets works in both regions. */
    void assertWorks() {
        for (var region : List.of(regions.eu(), regions.us())) {
            var session = realm.at(region)
                    .password(SampleRealm.USER, SampleRealm.PASSWORD)
                    .session();
            if (region == regions.us()) {
                ownSessions.add(session);
            }
            new SignIn(region.url(), realm.name(), "planted", "planted-client-secret-5f0c").clientCredentials();
        }
        var client = admin.get(realm.name() + "/clients?clientId=planted")
                .get(0)
                .get("id")
                .asText();
        assertEquals(
                "planted-client-secret-5f0c",
                admin.get(realm.name() + "/clients/" + client + "/client-secret")
                        .get("value")
                        .asText(),
                "the console shows the client's secret");
        assertTrue(planted.signsInWithTotp(regions.eu()), "the planted user's one-time code is taken");
    }

    List<String> missing(Dump dump) {
        return planted.secrets().entrySet().stream()
                .filter(secret -> dump.tablesWith(secret.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    int plainKeys(Region region) throws SQLException {
        try (var connection = region.database().connect();
                var select = connection.prepareStatement(
                        "select count(*) from COMPONENT_CONFIG f"
                                + " join COMPONENT c on c.ID = f.COMPONENT_ID join REALM r on r.ID = c.REALM_ID"
                                + " where r.NAME = ? and f.NAME in ('privateKey', 'secret') and f.VALUE not like 'mr-sealed:1:%'")) {
            select.setString(1, realm.name());
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    TreeSet<String> keyIds(Region region) {
        var ids = new TreeSet<String>();
        region.admin()
                .get(realm.name() + "/keys")
                .get("keys")
                .forEach(key -> ids.add(key.get("kid").asText()));
        assertFalse(ids.isEmpty());
        return ids;
    }

    Answer sealing(Region region, String json) {
        return region.admin().attempt("PUT", realm.name() + "/multi-region/sealing", Json.of(json));
    }

    JsonNode state(Region region) {
        return new Replication(region.admin(), realm.name()).sealing();
    }

    void awaitState(String state) {
        awaitState(regions.eu(), state);
    }

    void awaitState(Region region, String state) {
        new Replication(region.admin(), realm.name()).awaitSealing(state, state.equals("OFF") ? 0 : 1, SEALING);
    }
}
