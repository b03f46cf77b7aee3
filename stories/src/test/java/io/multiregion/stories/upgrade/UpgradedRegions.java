package io.multiregion.stories.upgrade;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.setup.TwoRegions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Two regions whose Keycloak is upgraded. The older version is this one without what Keycloak's own migrations since 26.6.2 add, on a
 * database that says so: they run as they are when the server starts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UpgradedRegions {

    static final String REALM = "upgraded";
    private static final String OLDER = "26.6.2";
    static final Duration NOTICED = Duration.ofSeconds(60);

    /** What the migrations add: a scope, to all SAML clients, by a bulk statement; and roles. They change required actions as well. */
    private static final Set<String> SCOPES = Set.of("AuthnContextClassRef");

    static final Set<String> ROLES = Set.of("manage-organizations", "query-organizations", "view-organizations");
    private static final String ROLE_IDS = "(select ID from KEYCLOAK_ROLE where NAME in ('" + String.join("', '", ROLES)
            + "') and CLIENT in (select ID from CLIENT where CLIENT_ID in ('realm-management', '" + REALM
            + "-realm')))";
    final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 5);

    /** Sessions that began in us while it was a secondary: they are its own. */
    final Set<String> own = new TreeSet<>();

    TwoRegions regions;

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

    /** Takes away what the migrations added. The older version knew nothing of it. */
    void older(Region primary, Region secondary) throws SQLException {
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
    static void upgrade(Region region) throws SQLException {
        region.stop();
        execute(region, "delete from MIGRATION_MODEL where VERSION = '" + OLDER + "'");
        execute(region, "update MIGRATION_MODEL set VERSION = '" + OLDER + "'");
        region.start().awaitReady();
        assertTrue(
                region.logged("(Migrating older model to 26.7.0)").size() == 1, "the migrations run: " + region.log());
    }

    static Set<String> names() {
        var names = new TreeSet<>(SCOPES);
        names.addAll(ROLES);
        return names;
    }

    /** What of all that the migrations add is there. */
    static Set<String> added(Region region) {
        return new TreeSet<>(identities(region).keySet());
    }

    static TreeMap<String, String> identities(Region region) {
        var found = new TreeMap<String, String>();
        keep(region.admin().get(REALM + "/client-scopes"), SCOPES, found);
        var client = client(region, REALM, "realm-management");
        keep(region.admin().get(REALM + "/clients/" + client + "/roles"), ROLES, found);
        return found;
    }

    static Set<String> managementRoles(Region region) {
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

    static String client(Region region, String in, String clientId) {
        return region.admin()
                .get(in + "/clients?clientId=" + clientId)
                .get(0)
                .path("id")
                .asText();
    }

    static int doubts(Region region) throws SQLException {
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
}
