package io.multiregion.stories.capture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A change ships the rows of what changed, not the realm: counted by the metric that operators have. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShippedRowsStory {

    private static final String REALM = "shipped";
    private static final Pattern SHIPPED =
            Pattern.compile("multiregion_shipped_rows_total\\{[^}]*realm=\"" + REALM + "\"[^}]*\\} ([0-9.E]+)");
    private static final int FEW = 40;

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 50);
    private final HttpClient http = HttpClient.newHttpClient();
    private TwoRegions regions;
    private Admin admin;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        admin = regions.eu().admin();
        realm.create(admin);
        regions.replicate(REALM);
        regions.equality(REALM).assertRows();
        assertTrue(shipped() > 20 * FEW, () -> "the realm has many rows: " + shipped());
    }

    @Test
    void aComponent() {
        var component = admin.get(REALM + "/components?type=org.keycloak.keys.KeyProvider")
                .get(0);
        ((com.fasterxml.jackson.databind.node.ObjectNode) component.get("config"))
                .putArray("priority")
                .add("77");
        assertFew(() -> admin.put(REALM + "/components/" + component.get("id").asText(), component));
    }

    @Test
    void aUser() {
        assertFew(() -> admin.put(REALM + "/users/" + realm.userId(admin, "user7"), Json.of("{firstName:'Seven'}")));
    }

    @Test
    void aMemberOfAGroup() {
        var group = admin.get(REALM + "/group-by-path/staff").get("id").asText();
        assertFew(
                () -> admin.put(REALM + "/users/" + realm.userId(admin, "user8") + "/groups/" + group, Json.of("{}")));
    }

    private void assertFew(Runnable change) {
        double before = shipped();
        change.run();
        regions.equality(REALM).assertRows();
        double rows = shipped() - before;
        assertTrue(rows >= 1 && rows < FEW, () -> "one change has shipped " + rows + " rows");
    }

    private double shipped() {
        try {
            var request = HttpRequest.newBuilder(regions.eu().management().resolve("/metrics"))
                    .build();
            var metrics =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return SHIPPED.matcher(metrics)
                    .results()
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .sum();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
