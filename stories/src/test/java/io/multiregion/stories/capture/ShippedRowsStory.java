package io.multiregion.stories.capture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Page;
import io.multiregion.stories.region.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A change ships the rows of what changed, not the realm: counted by the metric that operators have. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ShippedRowsStory {

    private static final String REALM = "shipped";
    private static final Pattern SHIPPED =
            Pattern.compile("multiregion_shipped_rows_total\\{[^}]*realm=\"" + REALM + "\"[^}]*\\} ([0-9.E]+)");
    private static final Pattern NAME = Pattern.compile("multiregion_\\w+");
    private static final Set<String> OF_TROUBLE = Set.of(
            "multiregion_unattributed_writes_total",
            "multiregion_unconfirmed_writes_total",
            "multiregion_divergence_age_seconds",
            "multiregion_drills_total");
    private static final int FEW = 40;

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 50);
    private TwoRegions regions;
    private Admin admin;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        admin = regions.eu().admin();
        realm.create(admin);
        regions.replicate(REALM);
        regions.equality(REALM).assertRows();
        // what is counted after its answer: once a change is counted, so is all of the copy
        counted(() -> admin.put(REALM + "/users/" + realm.userId(admin, "user6"), Json.of("{firstName:'Six'}")));
        assertTrue(shipped() > 20 * FEW, () -> "the realm has many rows: " + shipped());
    }

    @Test
    void aComponent() {
        var component = admin.get(REALM + "/components?type=org.keycloak.keys.KeyProvider")
                .get(0);
        ((ObjectNode) component.get("config")).putArray("priority").add("77");
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
        double rows = counted(change);
        assertTrue(rows >= 1 && rows < FEW, () -> "one change has shipped " + rows + " rows");
    }

    private double counted(Runnable change) {
        double before = shipped();
        change.run();
        regions.equality(REALM).assertRows();
        Await.upTo(Duration.ofSeconds(40), "it is counted").until(() -> shipped() > before);
        return shipped() - before;
    }

    /**
     * What comes to be with a trouble that this realm has not is left out; {@code AlertNamesTest} has all. The last one: the drill that is
     * due from now on ships the realm when it likes.
     */
    @Test
    @Order(Integer.MAX_VALUE)
    void whatTheDocumentedRulesAskForIsThere() throws IOException {
        var settings = admin.get(REALM);
        ((ObjectNode) settings.get("attributes")).put("multiRegion.drillEvery", "P30D");
        admin.put(REALM, settings);
        new Replication(admin, REALM).verify();
        var asked = new TreeSet<String>();
        for (var file : List.of("alerts.yaml", "dashboard.json")) {
            var text = Files.readString(Checkout.here().root().resolve("docs/examples/prometheus/" + file));
            NAME.matcher(text).results().forEach(name -> asked.add(name.group()));
        }
        asked.removeAll(OF_TROUBLE);
        assertTrue(asked.size() > 15, asked::toString);
        Await.upTo(Duration.ofSeconds(40), "all metrics")
                .every(Duration.ofMillis(500))
                .until(
                        () -> {
                            asked.removeAll(names(regions.eu()));
                            asked.removeAll(names(regions.us()));
                            return asked.isEmpty();
                        },
                        asked::toString);
    }

    private double shipped() {
        return SHIPPED.matcher(metrics(regions.eu()))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    private static Set<String> names(Region region) {
        return NAME.matcher(metrics(region)).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static String metrics(Region region) {
        return Page.get(region.management(), "/metrics").expect(200).text();
    }
}
