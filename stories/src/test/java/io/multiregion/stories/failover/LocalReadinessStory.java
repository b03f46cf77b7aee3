package io.multiregion.stories.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A region knows what it lacks for a realm: whatever kind of provider is missing, it is named with the place that uses it. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LocalReadinessStory {

    private TwoRegions regions;
    private Admin eu;

    @BeforeAll
    void start(TwoRegions started) {
        regions = started;
        eu = regions.eu().admin();
    }

    @Test
    void nothingIsMissingInARealmThatUsesWhatIsThere() {
        new SampleRealm("ready", TwoRegions.FRONT, 5).create(eu);
        for (var realm : List.of("ready", "master")) {
            assertEquals(Set.of(), missing(regions.eu(), realm));
        }
        regions.replicate("ready");
        assertEquals(Set.of(), missing(regions.us(), "ready"));
        for (var region : List.of(regions.eu(), regions.us())) {
            var answer = region.admin().get("ready/multi-region/local-readiness");
            assertEquals("usable", answer.path("signing").path("RS256").asText(), answer::toString);
            assertEquals("usable", answer.path("signing").path("HS512").asText(), answer::toString);
            var peer = region == regions.eu() ? "us" : "eu";
            assertTrue(answer.path("keys").path(peer).path("usable").asBoolean(), answer::toString);
        }
    }

    /** Planted beside Keycloak, which refuses most of them: as they are after a copy from a server that has the providers. */
    @Test
    void everyKindOfMissingProviderIsNamed() throws SQLException {
        new SampleRealm("lacking", TwoRegions.FRONT, 0).create(eu);
        var realm = (ObjectNode) eu.get("lacking");
        realm.put("loginTheme", "gone-login")
                .put("accountTheme", "gone-account")
                .put("adminTheme", "gone-admin")
                .put("emailTheme", "gone-email");
        realm.set(
                "smtpServer",
                Json.of("{host:'mail.test', from:'a@b.test', auth:'true', user:'u', password:'${vault.smtp}'}"));
        eu.put("lacking", realm);
        var client = (ObjectNode) eu.get("lacking/clients?clientId=shop").get(0);
        client.put("secret", "${vault.shop}");
        client.withObject("/attributes").put("login_theme", "gone-client");
        eu.put("lacking/clients/" + client.get("id").asText(), client);

        var id = realm.get("id").asText();
        var planted = List.of(
                "update AUTHENTICATION_EXECUTION set AUTHENTICATOR = 'gone-authenticator' where REALM_ID = '%s'"
                        + " and AUTHENTICATOR = 'auth-otp-form'",
                "update AUTHENTICATION_EXECUTION set AUTHENTICATOR = 'gone-form-action' where REALM_ID = '%s'"
                        + " and AUTHENTICATOR = 'registration-password-action'",
                "update AUTHENTICATION_EXECUTION set AUTHENTICATOR = 'gone-form' where REALM_ID = '%s'"
                        + " and AUTHENTICATOR = 'registration-page-form'",
                "update AUTHENTICATION_EXECUTION set AUTHENTICATOR = 'gone-client-authenticator' where REALM_ID = '%s'"
                        + " and AUTHENTICATOR = 'client-jwt'",
                "update REQUIRED_ACTION_PROVIDER set PROVIDER_ID = 'gone-action' where REALM_ID = '%s'"
                        + " and PROVIDER_ID = 'UPDATE_PASSWORD'",
                "update COMPONENT set PROVIDER_ID = 'gone-key' where REALM_ID = '%s' and PROVIDER_ID = 'aes-generated'",
                "update COMPONENT set PROVIDER_TYPE = 'org.example.Gone', PROVIDER_ID = 'gone-type' where REALM_ID = '%s'"
                        + " and PROVIDER_ID = 'trusted-hosts'",
                "update PROTOCOL_MAPPER set PROTOCOL_MAPPER_NAME = 'gone-mapper' where NAME = 'own audience' and CLIENT_ID in"
                        + " (select ID from CLIENT where REALM_ID = '%s')",
                "update PROTOCOL_MAPPER set PROTOCOL_MAPPER_NAME = 'gone-scope-mapper' where NAME = 'email' and"
                        + " CLIENT_SCOPE_ID in (select ID from CLIENT_SCOPE where REALM_ID = '%s')",
                "update CLIENT set CLIENT_AUTHENTICATOR_TYPE = 'gone-type-of-client' where CLIENT_ID = 'site'"
                        + " and REALM_ID = '%s'",
                "update CLIENT set PROTOCOL = 'gone-protocol' where CLIENT_ID = 'site' and REALM_ID = '%s'",
                "update IDENTITY_PROVIDER set PROVIDER_ID = 'gone-idp' where REALM_ID = '%s'",
                "update IDENTITY_PROVIDER_MAPPER set IDP_MAPPER_NAME = 'gone-idp-mapper' where REALM_ID = '%s'",
                "update IDENTITY_PROVIDER_CONFIG set VALUE = '${vault.corp}' where NAME = 'clientSecret' and"
                        + " IDENTITY_PROVIDER_ID in (select INTERNAL_ID from IDENTITY_PROVIDER where REALM_ID = '%s')",
                "update RESOURCE_SERVER_POLICY set TYPE = 'gone-policy' where NAME = 'buyers' and RESOURCE_SERVER_ID in"
                        + " (select ID from CLIENT where REALM_ID = '%s')",
                "insert into REALM_EVENTS_LISTENERS (REALM_ID, VALUE) values ('%s', 'gone-listener')",
                "delete from REALM_ATTRIBUTE where NAME = 'client-policies.profiles' and REALM_ID = '%s'",
                "insert into REALM_ATTRIBUTE (REALM_ID, NAME, VALUE) values ('%s', 'client-policies.profiles',"
                        + " '{\"profiles\":[{\"name\":\"p\",\"executors\":[{\"executor\":\"gone-executor\"}]}]}')");
        plant(planted, id);
        var expected = new TreeSet<>(Set.of(
                "gone-login",
                "gone-account",
                "gone-admin",
                "gone-email",
                "gone-client",
                "smtp",
                "shop",
                "corp",
                "gone-authenticator",
                "gone-form-action",
                "gone-form",
                "gone-client-authenticator",
                "gone-action",
                "gone-key",
                "gone-type",
                "gone-mapper",
                "gone-scope-mapper",
                "gone-type-of-client",
                "gone-protocol",
                "gone-idp",
                "gone-idp-mapper",
                "gone-policy",
                "gone-listener",
                "gone-executor"));
        var found = missing(regions.eu(), "lacking");
        found.remove("AES"); // the key of gone-key, unless it is in the cache
        assertEquals(expected, found);
        for (var one : eu.get("lacking/multi-region/local-readiness").path("missingProviders")) {
            assertTrue(one.path("what").asText().length() > 4, one::toString);
            assertTrue(one.path("where").asText().length() > 3, one::toString);
        }
    }

    /** The target of a move looks for itself, and the answer says what to install there. What eu lacks as well is a warning. */
    @Test
    void whatTheTargetLacksSpeaksAgainstAMove() throws IOException {
        eu.createRealm(Json.of("{realm:'lacking-there', enabled:true}"));
        regions.replicate("lacking-there");
        var ready = readiness("lacking-there");
        assertTrue(ready.path("ready").asBoolean(), ready::toString);
        assertTrue(rule(ready, "keys-usable").path("holds").asBoolean(), ready::toString);
        var realm = (ObjectNode) eu.get("lacking-there");
        eu.put("lacking-there", realm.put("loginTheme", "nowhere"));
        var list = Path.of("conf", "lacking-there.crl");
        Files.writeString(regions.eu().home().resolve(list), "a revocation list");
        for (var execution : eu.get("lacking-there/authentication/flows/browser/executions")) {
            if (execution.path("providerId").asText().equals("identity-provider-redirector")) {
                eu.create(
                        "lacking-there/authentication/executions/"
                                + execution.get("id").asText() + "/config",
                        Json.of("{alias:'x509', config:{'x509-cert-auth.crl-checking-enabled':'true',"
                                + " 'x509-cert-auth.crl-relative-path':'lacking-there.crl'}}"));
            }
        }
        regions.equality("lacking-there").assertRows();
        var lacking = readiness("lacking-there");
        assertFalse(lacking.path("ready").asBoolean(), lacking::toString);
        var detail = rule(lacking, "providers-present").path("detail").asText();
        assertTrue(detail.contains("lacks file " + regions.us().home().resolve(list)), detail);
        assertFalse(detail.contains("nowhere"), detail);
        assertTrue(lacking.path("warnings").toString().contains("login theme nowhere"), lacking::toString);
        var refused = eu.attempt("POST", "lacking-there/multi-region/switchover", Json.of("{to:'us'}"))
                .expect(409);
        assertEquals(
                "providers-present",
                refused.json().path("rules").get(0).path("rule").asText());
        Files.writeString(regions.us().home().resolve(list), "a revocation list");
        assertTrue(readiness("lacking-there").path("ready").asBoolean());
    }

    /** As in old exports: nobody comes into that flow. */
    @Test
    void whatNobodyComesIntoIsAWarning() throws SQLException {
        eu.createRealm(Json.of("{realm:'left-over', enabled:true}"));
        eu.create("left-over/authentication/flows/browser/copy", Json.of("{newName:'http challenge'}"));
        plant(
                List.of("update AUTHENTICATION_EXECUTION set AUTHENTICATOR = 'no-cookie-redirect' where REALM_ID = '%s'"
                        + " and AUTHENTICATOR = 'auth-cookie' and FLOW_ID in"
                        + " (select ID from AUTHENTICATION_FLOW where ALIAS = 'http challenge')"),
                eu.get("left-over").get("id").asText());
        regions.replicate("left-over");
        var ready = readiness("left-over");
        assertTrue(ready.path("ready").asBoolean(), ready::toString);
        assertTrue(
                ready.path("warnings").toString().contains("authenticator no-cookie-redirect (flow http challenge)"),
                ready::toString);
    }

    private JsonNode readiness(String realm) {
        return eu.get(realm + "/multi-region/readiness").path("replicas").get(0);
    }

    private static JsonNode rule(JsonNode replica, String name) {
        for (var rule : replica.path("rules")) {
            if (rule.path("rule").asText().equals(name)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + name + " in " + replica);
    }

    private void plant(List<String> statements, String realmId) throws SQLException {
        try (var connection = regions.eu().database().connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                int rows = statement.executeUpdate(sql.replace("%s", realmId));
                assertTrue(rows > 0 || sql.startsWith("delete"), () -> "planted nothing: " + sql);
            }
        }
    }

    private static Set<String> missing(Region region, String realm) {
        JsonNode answer = region.admin().get(realm + "/multi-region/local-readiness");
        var ids = new ArrayList<String>();
        ((ArrayNode) answer.path("missingProviders"))
                .forEach(one -> ids.add(one.path("id").asText()));
        return new TreeSet<>(ids);
    }
}
