package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.replication.door.ServedRows;
import io.multiregion.stories.region.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The table of docs/secondary.md, each row of which is done on a secondary. After all of it both regions are equal. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EveryRowStory {

    private static final String HEAD = "| what | in a secondary |";

    /** Keycloak has them in experimental features only, which no server of the stories has. The page says so. */
    private static final Set<String> NOT_DONE = Set.of(
            "SERVE org.keycloak.protocol.oid4vc.issuance.OID4VCIssuerEndpoint#getCNonce",
            "SERVE org.keycloak.ssf.services.admin.SsfAdminResource#checkSubject");

    private static final List<Way> WAYS = Stream.of(
                    PageWays.all(),
                    RequestWays.all(),
                    TokenWays.all(),
                    LogoutWays.all(),
                    SamlWays.all(),
                    BrokeredWays.all(),
                    UmaWays.all(),
                    AdminWays.all(),
                    RefusedWays.all())
            .flatMap(List::stream)
            .toList();

    private TwoRegions regions;
    private WaysRealm realm;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        realm = WaysRealm.replicated(regions);
    }

    @AfterAll
    void close() {
        if (realm != null) {
            realm.close();
        }
    }

    @TestFactory
    @Order(1)
    Stream<DynamicNode> eachRow() throws IOException {
        return rows().stream()
                .map(row -> dynamicContainer(
                        row,
                        WAYS.stream()
                                .filter(way -> way.row().equals(row))
                                .map(way ->
                                        dynamicTest(way.name(), () -> way.act().in(realm)))));
    }

    /** Whoever adds a row says here how it is done. */
    @Test
    @Order(2)
    void noRowIsLeftOut() throws IOException {
        assertEquals(rows(), WAYS.stream().map(Way::row).collect(Collectors.toSet()));
    }

    /** The secondary itself says which methods it was asked for: whoever adds one to a row calls it. */
    @Test
    @Order(3)
    void everyMethodOfTheTableWasCalled() {
        var missing = new TreeSet<>(ServedRows.verdicts());
        missing.removeAll(regions.us().logged("copy " + WaysRealm.NAME + ": (\\S+ \\S+)$"));
        assertEquals(new TreeSet<>(NOT_DONE), missing);
    }

    @Test
    @Order(4)
    void bothRegionsAreEqual() {
        regions.equality(WaysRealm.NAME).assertRows();
    }

    /** The first column of the page's table. */
    private static Set<String> rows() throws IOException {
        return Files.readAllLines(Checkout.here().root().resolve("docs/secondary.md")).stream()
                .dropWhile(line -> !line.startsWith(HEAD))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("\\|")[1].strip())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
