package io.multiregion.stories.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A realm in both regions whose copy is changed behind the back of both servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VerifiedRealm {

    static final String REALM = "verify";

    final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 5);
    TwoRegions regions;
    Admin admin;
    String realmId;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        admin = regions.eu().admin();
        realm.create(admin);
        realmId = admin.get(REALM).get("id").asText();
        regions.replicate(REALM);
        regions.equality(REALM).assertRows();
    }

    JsonNode verify(boolean repair) {
        return verify(REALM, repair);
    }

    JsonNode verify(String name, boolean repair) {
        return admin.post(name + "/multi-region/verify?repair=" + repair)
                .json()
                .path("replicas")
                .get(0);
    }

    static Set<String> named(JsonNode report) {
        var named = new TreeSet<String>();
        for (var resource : report.path("resources")) {
            named.add(resource.path("difference").asText() + " "
                    + resource.path("kind").asText() + " "
                    + resource.path("id").asText());
        }
        assertEquals(named.size(), report.path("differences").asInt());
        return named;
    }

    String group(String path) {
        return admin.get(REALM + "/group-by-path/" + path).get("id").asText();
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    int tamper(String sql, String... values) throws SQLException {
        try (var connection = regions.us().database().connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
