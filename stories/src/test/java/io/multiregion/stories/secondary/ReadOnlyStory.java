package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Promises D and H: a secondary serves users, and refuses writes with the primary's address. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadOnlyStory {

    private final SampleRealm realm = new SampleRealm("reading", TwoRegions.FRONT, 5);
    private TwoRegions regions;
    private String alice;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        realm.create(regions.eu().admin());
        regions.replicate(realm.name());
        alice = realm.userId(regions.eu().admin(), SampleRealm.USER);
    }

    @TestFactory
    Stream<DynamicTest> administratorsAreRefused() {
        var client = regions.eu()
                .admin()
                .get("reading/clients?clientId=shop")
                .get(0)
                .get("id")
                .asText();
        return Stream.of(
                        refused("PUT", "", "{displayName:'no'}"),
                        refused("DELETE", "", null),
                        refused("POST", "/users", "{username:'no'}"),
                        refused("PUT", "/users/" + alice, "{firstName:'No'}"),
                        refused("DELETE", "/users/" + alice, null),
                        refused("PUT", "/users/" + alice + "/reset-password", "{type:'password', value:'no'}"),
                        refused("POST", "/clients", "{clientId:'no'}"),
                        refused("PUT", "/clients/" + client, "{clientId:'shop', redirectUris:['http://no.test/*']}"),
                        refused("POST", "/clients/" + client + "/client-secret", null),
                        refused("DELETE", "/clients/" + client, null),
                        refused("POST", "/roles", "{name:'no'}"),
                        refused("DELETE", "/roles/buyer", null),
                        refused("POST", "/groups", "{name:'no'}"),
                        refused("POST", "/client-scopes", "{name:'no', protocol:'openid-connect'}"),
                        refused("POST", "/identity-provider/instances", "{alias:'no', providerId:'oidc', config:{}}"),
                        refused("DELETE", "/identity-provider/instances/corp", null),
                        refused("POST", "/organizations", "{name:'no', domains:[{name:'no.test'}]}"),
                        refused("POST", "/authentication/flows/browser/copy", "{newName:'no'}"),
                        refused(
                                "POST",
                                "/components",
                                "{name:'no', providerId:'rsa-generated', providerType:'org.keycloak.keys.KeyProvider'}"),
                        refused("POST", "/partialImport", "{ifResourceExists:'SKIP', users:[{username:'no'}]}"),
                        refused("PUT", "/events/config", "{eventsEnabled:true}"),
                        refused("POST", "/logout-all", null))
                .map(attempt -> dynamicTest(attempt.toString(), () -> {
                    var answer =
                            regions.us().admin().attempt(attempt.method(), "reading" + attempt.path(), attempt.body());
                    assertRefused(answer);
                    regions.equality("reading").assertRows();
                }));
    }

    /** The door lets a read pass that it does not know. Keycloak has one that makes what is missing: nothing is written. */
    @Test
    void aReadThatWritesIsRefused() {
        var eu = regions.eu().admin();
        var robot = eu.create("reading/clients", Json.of("{clientId:'robot', serviceAccountsEnabled:true}"));
        var account = "reading/clients/" + robot + "/service-account-user";
        eu.delete("reading/users/" + eu.get(account).get("id").asText());
        regions.equality("reading").assertRows();
        assertRefused(regions.us().admin().attempt("GET", account, null));
        regions.equality("reading").assertRows();
        assertEquals("service-account-robot", eu.get(account).get("username").asText());
    }

    @Test
    void usersSignInWithEveryGrant() {
        var us = realm.at(regions.us());
        var tokens = us.password(SampleRealm.USER, SampleRealm.PASSWORD);
        assertEquals(TwoRegions.FRONT + "/realms/reading", tokens.issuer());
        assertEquals(200, us.userinfo(tokens).status());
        assertTrue(us.introspect(tokens).path("active").asBoolean());
        tokens = us.refresh(tokens);
        assertFalse(us.clientCredentials().access().isEmpty());
        us.logout(tokens).expect(204);
        assertFalse(us.introspect(tokens).path("active").asBoolean());

        var browser = us.browser("http://shop.test/cb");
        var code = browser.signIn(regions.us().url(), SampleRealm.USER, SampleRealm.PASSWORD);
        var inBrowser = us.exchange(code, browser.redirect());
        us.exchange(browser.singleSignOn(regions.us().url()), browser.redirect());
        us.logout(inBrowser).expect(204);
        regions.equality("reading").assertRows();
    }

    @Test
    void aWrongPasswordIsStillWrong() {
        assertTrue(realm.at(regions.us()).refuses(SampleRealm.USER, "wrong"));
    }

    @Test
    void usersCannotChangeTheirAccount() {
        var us = realm.at(regions.us());
        var tokens = us.password(SampleRealm.USER, SampleRealm.PASSWORD);
        var profile = us.bearer("GET", "/account/", tokens, null).expect(200).text();
        assertRefused(us.bearer("POST", "/account/", tokens, profile));
        us.logout(tokens);
        regions.equality("reading").assertRows();
    }

    @Test
    void nobodyRegisters() {
        var us = realm.at(regions.us());
        var browser = us.browser("http://shop.test/cb");
        var path = "/protocol/openid-connect/registrations?client_id=shop&response_type=code&scope=openid&redirect_uri="
                + Admin.encode("http://shop.test/cb");
        var page = browser.follow(regions.us().url(), browser.open(regions.us().url(), path));
        if (page.status() == 200) {
            page = browser.submit(
                    regions.us().url(),
                    page,
                    Map.of(
                            "username", "mallory",
                            "password", "mallory-1",
                            "password-confirm", "mallory-1",
                            "email", "mallory@acme.test",
                            "firstName", "M",
                            "lastName", "M"));
        }
        assertFalse(page.header("Location").contains("code="), "no sign-in of a user who does not exist");
        assertEquals(
                0, regions.us().admin().get("reading/users?username=mallory").size());
        regions.equality("reading").assertRows();
    }

    @Test
    void noClientRegistersItself() {
        var body = "{\"client_name\":\"no\",\"redirect_uris\":[\"http://no.test\"]}";
        var answer = realm.at(regions.us()).authorized("POST", "/clients-registrations/openid-connect", "none", body);
        assertRefused(answer);
    }

    @Test
    void whatIsNotReplicatedStaysWritable() {
        var admin = regions.us().admin();
        admin.put("master", Json.of("{displayName:'ours'}"));
        admin.createRealm(Json.of("{realm:'local', enabled:true}"));
        admin.post("local/users", Json.of("{username:'somebody'}"));
        admin.delete("local");
    }

    @Test
    void theLocalAdministratorSeesTheCopy() {
        var admin = regions.us().admin();
        assertEquals(
                "alice", admin.get("reading/users/" + alice).get("username").asText());
        assertEquals(
                "SECONDARY",
                new Replication(admin, "reading").state().path("role").asText());
        assertTrue(admin.get("reading/clients").size() > 5);
    }

    private void assertRefused(Answer answer) {
        assertEquals(409, answer.status(), answer::text);
        assertEquals("read_only_region", answer.json().path("error").asText(), answer::text);
        var primary = answer.json().path("primary").asText();
        // its address for end users, once it has said so
        assertTrue(
                Set.of(regions.eu().url().toString(), regions.toEu().url().toString())
                        .contains(primary),
                primary);
    }

    private static Attempt refused(String method, String path, String json) {
        return new Attempt(method, path, json);
    }

    private record Attempt(String method, String path, String json) {
        com.fasterxml.jackson.databind.JsonNode body() {
            return json == null ? null : Json.of(json);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
