package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a sign-in writes on a secondary is known in the primary, and in all regions. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WayBackStory {

    private static final Duration ARRIVING = Duration.ofSeconds(20);
    private static final String REALM = "way-back";

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 0);
    private TwoRegions regions;
    private SignIn eu;
    private SignIn us;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        realm.create(regions.eu().admin());
        regions.replicate(REALM);
        eu = realm.at(regions.eu());
        us = realm.at(regions.us());
    }

    @Test
    void aSessionThatBeginsOnTheSecondaryGoesOnInThePrimary() {
        var tokens = signIn();
        regions.equality(REALM).assertRows();
        var refreshed = eu.refresh(tokens);
        assertEquals(tokens.session(), refreshed.session());
        assertTrue(us.introspect(refreshed).path("active").asBoolean());
        us.refresh(refreshed);
        regions.equality(REALM).assertRows();
    }

    @Test
    void anOfflineSessionThatBeginsOnTheSecondaryGoesOnInThePrimary() {
        var tokens = us.offline(SampleRealm.USER, SampleRealm.PASSWORD);
        regions.equality(REALM).assertRows();
        eu.refresh(tokens);
    }

    /** Whoever signs out where he is has signed out where he was. */
    @Test
    void aLogoutOnTheSecondaryIsALogoutEverywhere() {
        var tokens = eu.password(SampleRealm.USER, SampleRealm.PASSWORD);
        regions.equality(REALM).awaitLevel();
        us.refresh(tokens);
        us.logout(tokens).expect(204);
        Await.upTo(ARRIVING, "eu refuses the refresh token")
                .until(() -> eu.attemptRefresh(tokens).status() == 400);
        assertFalse(eu.introspect(tokens).path("active").asBoolean());
        regions.equality(REALM).assertRows();
        assertEquals(400, us.attemptRefresh(tokens).status(), "it does not come back");
    }

    @Test
    void aSessionOfTheSecondaryEndsInThePrimary() {
        var tokens = signIn();
        regions.equality(REALM).awaitLevel();
        regions.eu().admin().delete(REALM + "/sessions/" + tokens.session());
        Await.upTo(ARRIVING, "us refuses the refresh token")
                .until(() -> us.attemptRefresh(tokens).status() == 400);
    }

    @Test
    void whatIsRevokedOnTheSecondaryIsRevokedEverywhere() {
        var tokens = eu.password(SampleRealm.USER, SampleRealm.PASSWORD);
        regions.equality(REALM).awaitLevel();
        assertTrue(eu.introspect(tokens).path("active").asBoolean());
        us.revoke(tokens.access()).expect(200);
        Await.upTo(ARRIVING, "eu refuses the access token")
                .until(() -> !eu.introspect(tokens).path("active").asBoolean());
    }

    @Test
    void aConsentThatIsGivenOnTheSecondaryIsKnownInThePrimary() {
        var id = regions.eu()
                .admin()
                .create(
                        REALM + "/clients",
                        Json.of("{clientId:'asking', secret:'asking-secret', consentRequired:true,"
                                + " redirectUris:['http://asking.test/*']}"));
        regions.equality(REALM).awaitLevel();
        assertEquals(
                "asking",
                regions.us()
                        .admin()
                        .get(REALM + "/clients/" + id)
                        .get("clientId")
                        .asText());
        var browser = new SignIn(regions.us().url(), REALM, "asking", "asking-secret").browser("http://asking.test/cb");
        var page = browser.follow(
                regions.us().url(), browser.credentials(regions.us().url(), SampleRealm.USER, SampleRealm.PASSWORD));
        var granted = browser.submit(regions.us().url(), page, Map.of("accept", "Yes"));
        assertEquals(302, granted.status(), granted.text());
        regions.equality(REALM).assertRows();
        var user = realm.userId(regions.eu().admin(), SampleRealm.USER);
        assertEquals(
                "asking",
                regions.eu()
                        .admin()
                        .get(REALM + "/users/" + user + "/consents")
                        .get(0)
                        .get("clientId")
                        .asText());
        regions.eu().admin().delete(REALM + "/users/" + user + "/consents/asking");
        regions.equality(REALM).assertRows();
        assertTrue(
                regions.us().admin().get(REALM + "/users/" + user + "/consents").isEmpty());
    }

    private Tokens signIn() {
        return us.password(SampleRealm.USER, SampleRealm.PASSWORD);
    }
}
