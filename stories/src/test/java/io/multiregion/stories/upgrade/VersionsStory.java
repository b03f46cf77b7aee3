package io.multiregion.stories.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.HaProxy;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.History;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.history.Scribe;
import io.multiregion.stories.region.OwnRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Patches are rolled out region by region, while people sign in by a load balancer near either region. Rows flow while the tables are the
 * same, whatever the versions; while they are not, rows wait, and who may write is settled all the same.
 */
@OwnRegions
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class VersionsStory {

    private static final String REALM = "versions";
    private static final String NEW_COLUMN = "alter table USER_ENTITY add NICKNAME varchar(40)";
    private static final String DIFFERENCE = "only us has USER_ENTITY.NICKNAME: both should";
    private static final String DATABASE = "postgres";
    private static final Duration NOTICED = Duration.ofSeconds(60);

    private final Checkout checkout = Checkout.here();
    private final Distribution newer = Distribution.of(checkout);
    private TwoRegions regions;
    private Region eu;
    private Region us;
    private Roles roles;

    @BeforeAll
    void start() {
        var older = Distribution.of(checkout, Checkout.compiledAgainst());
        regions = TwoRegions.balanced(older, TwoRegions.workDirectory(checkout), DATABASE);
        newer.prepare(DATABASE);
        eu = regions.eu();
        us = regions.us();
        roles = Roles.replicated(regions, REALM);
    }

    @AfterAll
    void stop() {
        regions.close();
    }

    /** The order of docs/upgrading.md. Each region has its users when its turn comes. */
    @Test
    @Order(1)
    void nobodyIsTurnedAwayWhileRegionsAreUpgradedOneByOne(@TempDir Path directory) throws Exception {
        assertEquals(Checkout.compiledAgainst(), version(eu));
        var sessions = new TreeSet<String>();
        try (var nearEu = proxy(eu, directory);
                var nearUs = proxy(us, directory);
                var europeans = guests(nearEu);
                var americans = guests(nearUs)) {
            upgrade(us);
            assertTrue(roles.writes(eu, "rows-flow-to-the-newer"));
            nearUs.awaitServing("us");
            americans.awaitServed(5);

            awaitCompared();
            roles.switchover(eu, us);
            roles.awaitPrimary(us);
            Await.upTo(NOTICED, "us migrates the realm, which it writes now")
                    .until(() -> migratedTo(us).equals(Checkout.keycloakVersion()));
            assertTrue(roles.writes(us, "rows-flow-to-the-older"));
            Await.upTo(NOTICED, "eu has it")
                    .until(() -> roles.users(eu, "rows-").size() == 2);

            upgrade(eu);
            nearEu.awaitServing("eu");
            europeans.awaitServed(5);
            for (var guests : List.of(europeans, americans)) {
                guests.close();
                assertEquals(List.of(), guests.turnedAway());
                sessions.addAll(guests.sessions());
            }
        }
        roles.equality(us).assertRows(sessions);
        assertEquals(0, roles.at(us).differences());
        roles.switchover(us, eu);
        roles.awaitPrimary(eu);
        roles.equality(eu).assertRows(sessions);
    }

    private void awaitCompared() {
        var replication = roles.at(eu);
        Await.upTo(NOTICED, "eu has compared the copy with its own rows")
                .until(() -> !replication.replica("us").path("comparing").asBoolean(), replication::lastSeen);
    }

    private HaProxy proxy(Region near, Path directory) {
        var log = directory.resolve("haproxy-" + near.name() + ".log");
        var proxy = HaProxy.start(REALM, near.name(), eu.port(), us.port(), log).awaitPrimary();
        proxy.awaitServing(near.name());
        return proxy;
    }

    private static Guests guests(HaProxy proxy) {
        var guests = new Guests(
                proxy.url().toString(), new SignIn(proxy.url(), REALM, SampleRealm.CLIENT, SampleRealm.SECRET));
        guests.awaitServed(3);
        return guests;
    }

    /** Stops a region, puts the newer Keycloak in the place of the older one, and starts it. */
    private void upgrade(Region region) throws IOException {
        region.stop();
        Files.move(region.home(), region.home().resolveSibling(region.name() + "-before"));
        newer.copyTo(region.home(), DATABASE);
        region.start().awaitReady();
        assertTrue(version(region).endsWith(Checkout.keycloakVersion()), version(region));
    }

    @Test
    @Order(2)
    void rowsWaitForTheSameTables() throws Exception {
        restartWith(us, NEW_COLUMN);
        assertTrue(roles.writes(eu, "waits"));
        awaitError(roles.at(eu), "us");
        assertTrue(roles.writes(eu, "too"));
        Await.upTo(NOTICED, "us knows, and eu is heard of all the while")
                .until(() -> roles.at(us).preview().path("refusedBy").toString().contains("same-schema"));
        assertTrue(roles.at(us).preview().path("silentMillis").asLong() < 10_000, "eu is not silent");

        fenced();

        restartWith(eu, NEW_COLUMN);
        roles.awaitPrimary(us);
        roles.equality(us).assertRows();
        assertEquals(0, roles.at(us).differences());
        roles.listed(us, "waits", "too");
        assertTrue(roles.writes(us, "last"));
        roles.equality(us).assertRows();
        assertEquals(1, warnings(eu), "it is said once");
    }

    /** The link is up, nothing is wrong but the tables: eu must not go on when us has taken over. */
    private void fenced() {
        var history = new History();
        try (var scribe = new Scribe(eu, REALM, "old", history)) {
            history.awaitMore(eu, 5);
            history.note("failover: " + roles.at(us).forceFailover().expect(200).text());
            roles.awaitPrimary(us);
            long until = history.acknowledged(eu);
            assertTrue(roles.writes(us, "new"));
            Await.upTo(NOTICED, "eu refuses").until(() -> !roles.writes(eu, "refused-" + System.nanoTime()));
            assertTrue(history.acknowledged(eu) <= until + 1, history::all);
        }
        assertFalse(roles.writes(eu, "never"));
        awaitError(roles.at(us), "eu");
    }

    private static void restartWith(Region region, String statement) throws SQLException {
        region.stop();
        try (var connection = region.database().connect();
                var alter = connection.createStatement()) {
            alter.executeUpdate(statement);
        }
        region.start().awaitReady();
    }

    private static void awaitError(Replication primary, String region) {
        Await.upTo(NOTICED, "the stream waits, and says why")
                .until(
                        () -> primary.replica(region)
                                .at("/lastError/message")
                                .asText("")
                                .contains(DIFFERENCE),
                        primary::lastSeen);
    }

    private static String migratedTo(Region region) throws SQLException {
        try (var connection = region.database().connect();
                var select = connection.prepareStatement(
                        "select VERSION from MR_MODEL where REALM_ID = (select ID from REALM where NAME = ?)")) {
            select.setString(1, REALM);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static long warnings(Region region) throws IOException {
        try (var lines = Files.lines(region.log())) {
            return lines.filter(line -> line.contains("WARN") && line.contains(DIFFERENCE))
                    .count();
        }
    }

    private static String version(Region region) {
        return String.join(" ", region.logged("Keycloak ([0-9.]+) on JVM"));
    }
}
