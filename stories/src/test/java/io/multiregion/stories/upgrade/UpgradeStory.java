package io.multiregion.stories.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.OwnRegions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Keycloak is upgraded region by region, in the order of docs/upgrading.md. The older version is this one without what Keycloak's own
 * migrations since 26.6.2 add, on a database that says so: they run as they are when the server starts.
 */
@OwnRegions
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class UpgradeStory {

    private static final String REALM = "upgraded";
    private static final String OLDER = "26.6.2";
    private static final Duration NOTICED = Duration.ofSeconds(60);

    /** What the migrations add: a scope, to all SAML clients, by a bulk statement; and roles. They change required actions as well. */
    private static final Set<String> SCOPES = Set.of("AuthnContextClassRef");

    private static final Set<String> ROLES =
            Set.of("manage-organizations", "query-organizations", "view-organizations");

    private static final String ROLE_IDS = "(select ID from KEYCLOAK_ROLE where NAME in ('" + String.join("', '", ROLES)
            + "') and CLIENT in (select ID from CLIENT where CLIENT_ID in ('realm-management', '" + REALM
            + "-realm')))";

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 5);
    /** Sessions that began in us while it was a secondary: they are its own. */
    private final Set<String> own = new TreeSet<>();

    private TwoRegions regions;

    @BeforeAll
    void replicate() {
        var checkout = Checkout.here();
        regions =
                TwoRegions.start(Distribution.of(checkout), TwoRegions.workDirectory(checkout), "postgres", "dev-file");
        realm.create(regions.eu().admin());
        regions.eu().admin().create(REALM + "/clients", Json.of("{clientId:'of-saml', protocol:'saml'}"));
        regions.replicate(REALM);
        regions.equality(REALM).assertRows();
    }

    @AfterAll
    void close() {
        regions.close();
    }

    @Test
    @Order(1)
    void secondariesFirstThenThePrimary() throws SQLException {
        var eu = regions.eu();
        var us = regions.us();
        older(eu, us);

        upgrade(us);
        assertEquals(Set.of(), added(us), "a copy is not migrated by itself");
        Await.upTo(NOTICED, "this region's own admins have all roles for it")
                .until(() -> managementRoles(us).equals(ROLES));
        Await.upTo(NOTICED, "the primary has compared the copy").until(() -> doubts(us) == 0);
        eu.admin().put(REALM, Json.of("{displayName:'Between the versions'}"));
        regions.equality(REALM).assertRows();

        try (var guests = new Guests(us)) {
            guests.awaitServed(3);
            upgrade(eu);
            regions.equality(REALM).awaitLevel();
            guests.awaitServed(3);
            guests.close();
            own.addAll(guests.sessions());
            assertEquals(List.of(), guests.turnedAway());
        }
        regions.equality(REALM).assertRows(own);
        assertEquals(names(), added(eu));
        assertEquals(identities(eu), identities(us));
        assertEquals(0, new Replication(eu.admin(), REALM).differences());

        // the change that stuck for ever: it refers to what was migrated
        var client = client(eu, REALM, "realm-management");
        var mapping =
                REALM + "/users/" + realm.userId(eu.admin(), SampleRealm.USER) + "/role-mappings/clients/" + client;
        eu.admin()
                .post(
                        mapping,
                        Json.of(
                                "[{id:'%s', name:'view-organizations'}]",
                                identities(eu).get("view-organizations")));
        regions.equality(REALM).assertRows(own);
        assertEquals(
                "view-organizations",
                us.admin().get(mapping).get(0).path("name").asText());
    }

    /** What was left out of the copy is due once it is none. */
    @Test
    @Order(2)
    void theRoleMovesBetweenTheTwo() throws SQLException {
        var eu = regions.eu();
        var us = regions.us();
        older(eu, us);

        upgrade(us);
        var replication = new Replication(eu.admin(), REALM);
        Await.upTo(NOTICED, "the primary has compared the copy")
                .until(() -> doubts(us) == 0 && replication.level("us"), replication::lastSeen);
        replication.switchover("us").expect(200);
        Await.upTo(NOTICED, "the new primary migrates the realm")
                .until(() -> added(us).equals(names()));
        new Equality(us, eu, REALM).assertRows(own);

        upgrade(eu);
        Await.upTo(NOTICED, "the new primary has compared the copy").until(() -> doubts(eu) == 0);
        new Equality(us, eu, REALM).assertRows(own);
        assertEquals(identities(us), identities(eu));
        assertEquals(0, new Replication(us.admin(), REALM).differences());
        realm.at(eu).password(SampleRealm.USER, SampleRealm.PASSWORD);
    }

    /** Takes away what the migrations added. The older version knew nothing of it. */
    private void older(Region primary, Region secondary) throws SQLException {
        var admin = primary.admin();
        for (var scope : admin.get(REALM + "/client-scopes")) {
            if (SCOPES.contains(scope.path("name").asText())) {
                admin.delete(REALM + "/client-scopes/" + scope.path("id").asText());
            }
        }
        new Equality(primary, secondary, REALM).assertRows(own);
        for (var region : List.of(primary, secondary)) {
            // no administrator may remove them, nor does one have to: those who have them lose them
            execute(region, "delete from USER_ROLE_MAPPING where ROLE_ID in " + ROLE_IDS);
            execute(
                    region,
                    "delete from COMPOSITE_ROLE where CHILD_ROLE in " + ROLE_IDS + " or COMPOSITE in " + ROLE_IDS);
            execute(region, "delete from KEYCLOAK_ROLE where ID in " + ROLE_IDS);
            execute(region, "update MR_MODEL set VERSION = '" + OLDER + "'");
        }
    }

    /** Stops a region that is at the older version, and starts it at this one. */
    private static void upgrade(Region region) throws SQLException {
        region.stop();
        execute(region, "delete from MIGRATION_MODEL where VERSION = '" + OLDER + "'");
        execute(region, "update MIGRATION_MODEL set VERSION = '" + OLDER + "'");
        region.start().awaitReady();
        assertTrue(
                region.logged("(Migrating older model to 26.7.0)").size() == 1, "the migrations run: " + region.log());
    }

    private static Set<String> names() {
        var names = new TreeSet<>(SCOPES);
        names.addAll(ROLES);
        return names;
    }

    /** What of all that the migrations add is there. */
    private static Set<String> added(Region region) {
        return new TreeSet<>(identities(region).keySet());
    }

    private static TreeMap<String, String> identities(Region region) {
        var found = new TreeMap<String, String>();
        keep(region.admin().get(REALM + "/client-scopes"), SCOPES, found);
        var client = client(region, REALM, "realm-management");
        keep(region.admin().get(REALM + "/clients/" + client + "/roles"), ROLES, found);
        return found;
    }

    private static Set<String> managementRoles(Region region) {
        var found = new TreeMap<String, String>();
        var client = client(region, "master", REALM + "-realm");
        keep(region.admin().get("master/clients/" + client + "/roles"), ROLES, found);
        return found.keySet();
    }

    private static void keep(JsonNode all, Set<String> names, TreeMap<String, String> found) {
        for (var one : all) {
            var name = one.path("name").asText();
            if (names.contains(name)) {
                found.put(name, one.path("id").asText());
            }
        }
    }

    private static String client(Region region, String in, String clientId) {
        return region.admin()
                .get(in + "/clients?clientId=" + clientId)
                .get(0)
                .path("id")
                .asText();
    }

    private static int doubts(Region region) throws SQLException {
        try (var connection = region.database().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from MR_STREAM where COMPARE <> 0")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(Region region, String sql) throws SQLException {
        try (var connection = region.database().connect();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Somebody who signs in again and again, and wants to be let in each time. */
    private final class Guests implements AutoCloseable {

        private final Region region;
        private final AtomicInteger served = new AtomicInteger();
        private final Set<String> sessions = new TreeSet<>();
        private final TreeMap<Integer, String> turnedAway = new TreeMap<>();
        private final Thread thread = new Thread(this::signIn, "guests");
        private volatile boolean stopped;

        Guests(Region region) {
            this.region = region;
            thread.start();
        }

        private void signIn() {
            while (!stopped) {
                try {
                    var answer = realm.at(region).attempt(SampleRealm.USER, SampleRealm.PASSWORD);
                    note(answer);
                } catch (RuntimeException e) {
                    note(e.toString());
                }
            }
        }

        private synchronized void note(Answer answer) {
            if (answer.status() == 200) {
                sessions.add(answer.json().path("session_state").asText());
                served.incrementAndGet();
            } else {
                note(answer.status() + " " + answer.text());
            }
        }

        private synchronized void note(String failure) {
            turnedAway.put(turnedAway.size(), failure);
        }

        void awaitServed(int more) {
            int before = served.get();
            Await.upTo(NOTICED, "guests are let in").until(() -> served.get() >= before + more);
        }

        synchronized Set<String> sessions() {
            return new TreeSet<>(sessions);
        }

        synchronized List<String> turnedAway() {
            return List.copyOf(turnedAway.values());
        }

        @Override
        public void close() {
            stopped = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
