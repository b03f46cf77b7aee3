package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise D: who is linked to an identity provider signs in through it on a secondary, whatever it says of him now. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokerStory {

    private static final String REDIRECT = "http://shop.test/cb";

    private final SampleRealm realm = new SampleRealm("brokered", TwoRegions.FRONT, 0);
    private final Set<String> sessions = new HashSet<>();
    private TwoRegions regions;
    private Upstream upstream;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        var admin = regions.eu().admin();
        realm.create(admin);
        upstream = new Upstream(regions.eu(), "brokered-upstream", realm);
        upstream.create();
        var shop = admin.get("brokered/clients?clientId=shop").get(0).get("id").asText();
        admin.post(
                "brokered/clients/" + shop + "/protocol-mappers/models",
                Json.of(
                        "{name:'department', protocol:'openid-connect', protocolMapper:'oidc-usersessionmodel-note-mapper',"
                                + " config:{'user.session.note':'department', 'claim.name':'department', 'jsonType.label':'String',"
                                + " 'access.token.claim':'true', 'introspection.token.claim':'true'}}"));
        regions.replicate(realm.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {Upstream.OIDC, Upstream.SAML})
    void whatTheProviderSaysIsWrittenOnThePrimaryOnly(String alias) {
        var id = regions.eu()
                .admin()
                .create(
                        "brokered/users",
                        Json.of(
                                "{username:'%1$s', enabled:true, email:'%1$s@acme.test', firstName:'F', lastName:'L'}",
                                alias));
        boolean oidc = alias.equals(Upstream.OIDC);
        var before = "before-" + alias;
        var after = oidc ? "after-" + alias : before;
        var there = upstream.user(before, "sales");
        upstream.link(id, alias, oidc ? there : before, before);
        signIn(regions.eu(), alias, before);
        assertEquals("sales", department(regions.eu(), id));
        regions.equality("brokered").assertRows(sessions);

        upstream.change(there, after, "research");
        var tokens = signIn(regions.us(), alias, after);
        var us = realm.at(regions.us());
        if (oidc) {
            assertEquals("research", us.introspect(tokens).path("department").asText(), "what is of the session");
        }
        us.refresh(tokens);
        assertEquals("sales", department(regions.us(), id));
        regions.equality("brokered").assertRows(sessions);

        var stored = user(regions.eu(), id);
        signIn(regions.eu(), alias, after);
        assertNotEquals(stored, user(regions.eu(), id));
        assertEquals("research", department(regions.eu(), id));
        regions.equality("brokered").assertRows(sessions);
        assertEquals(user(regions.eu(), id), user(regions.us(), id));
    }

    @Test
    void whoIsNotLinkedIsSentToThePrimary() {
        upstream.user("stranger", "none");
        var browser = realm.at(regions.us()).browser(REDIRECT);
        var answer =
                browser.follow(regions.us().url(), upstream.signIn(regions.us(), browser, Upstream.OIDC, "stranger"));
        assertEquals(409, answer.status(), answer::text);
        assertTrue(answer.text().contains("You sign in this way for the first time"), answer::text);
        assertEquals(
                0, regions.us().admin().get("brokered/users?username=stranger").size());
        regions.equality("brokered").assertRows(sessions);
    }

    private Tokens signIn(Region at, String alias, String username) {
        var browser = realm.at(at).browser(REDIRECT);
        var answer = browser.follow(at.url(), upstream.signIn(at, browser, alias, username));
        var tokens = realm.at(at).exchange(code(answer), REDIRECT);
        sessions.add(tokens.session());
        return tokens;
    }

    private static String code(Answer answer) {
        var location = answer.expect(302, 303).header("Location");
        assertTrue(location.startsWith(REDIRECT) && location.contains("code="), location);
        return location.replaceAll(".*[?&]code=([^&]+).*", "$1");
    }

    private static JsonNode user(Region region, String id) {
        return region.admin().get("brokered/users/" + id);
    }

    private static String department(Region region, String id) {
        return user(region, id).path("attributes").path("department").path(0).asText();
    }
}
