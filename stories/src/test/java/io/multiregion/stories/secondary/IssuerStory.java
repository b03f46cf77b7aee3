package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Browser;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Page;
import io.multiregion.stories.region.BesideOthers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A switchover that gives the realm another issuer: what was issued under the former one is honoured until the date, and not after. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IssuerStory {

    private static final String FORMER = TwoRegions.FRONT;
    private static final String CURRENT = "http://moved.example.test";
    private static final Assertion MACHINE = new Assertion("machine", "a-secret-of-at-least-256-bits-for-hs256");
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final SampleRealm realm = new SampleRealm("moving", FORMER, 0);
    private final SampleRealm other = new SampleRealm("staying", FORMER, 0);
    private TwoRegions regions;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        for (var each : List.of(realm, other)) {
            each.create(regions.eu().admin());
            regions.replicate(each.name());
        }
        regions.eu()
                .admin()
                .create(
                        "moving/clients",
                        Json.of(
                                "{clientId:'%s', secret:'%s', clientAuthenticatorType:'client-secret-jwt',"
                                        + " serviceAccountsEnabled:true, directAccessGrantsEnabled:true}",
                                MACHINE.client(), MACHINE.secret()));
    }

    @Test
    void theIssuerMoves() {
        var issued = new Issued(regions.eu());
        regions.equality(realm.name()).awaitLevel();

        repoint(regions.eu(), regions.us(), Instant.now().plusSeconds(3600));
        for (var region : List.of(regions.us(), regions.eu())) {
            assertSpeaksForCurrent(region);
            issued.assertAccepted(region);
            assertAudienceAccepted(region, FORMER);
            assertAudienceAccepted(region, CURRENT);
            assertAudienceRefused(region, "http://evil.example.test");
            assertUntouched(region);
        }
        var fresh = new Issued(regions.us());
        regions.equalityBack(realm.name()).awaitLevel();

        repoint(regions.us(), regions.eu(), Instant.now().plusSeconds(2));
        for (var region : List.of(regions.us(), regions.eu())) {
            Await.upTo(SETTLING, region.name() + " refuses the former issuer").until(() -> !issued.accepted(region));
            issued.assertRefused(region);
            assertAudienceRefused(region, FORMER);
            assertAudienceAccepted(region, CURRENT);
            assertSpeaksForCurrent(region);
            assertUntouched(region);
            fresh.assertAccepted(region);
        }
    }

    /** A token that the realm has not signed chooses nothing: else anybody could choose the host of links that are mailed. */
    private void assertForgeryChoosesNothing(Region region) {
        var forged = "eyJhbGciOiJIUzI1NiIsImtpZCI6IngifQ."
                + Assertion.encoded("{\"iss\":\"" + FORMER + "/realms/moving\"}") + ".AAAA";
        var answer = realm.at(region).authorized("GET", "/.well-known/openid-configuration", forged, null);
        assertEquals(
                CURRENT + "/realms/moving",
                answer.expect(200).json().path("issuer").asText());
    }

    @Test
    void anIssuerThatCanNotBeOneIsRefusedBeforeAnythingMoves() {
        for (var wrong : List.of(
                "{to:'us', issuer:'moved.example.test'}",
                "{to:'us', issuer:'http://a.test', acceptedIssuers:['http://b.test']}",
                "{to:'us', acceptUntil:'2030-01-01T00:00:00Z'}")) {
            var answer = regions.eu().admin().attempt("POST", "staying/multi-region/switchover", Json.of(wrong));
            assertEquals(
                    "invalid_request", answer.expect(400).json().path("error").asText());
        }
        assertEquals(
                "PRIMARY",
                new Replication(regions.eu().admin(), "staying")
                        .state()
                        .path("role")
                        .asText());
    }

    private void repoint(Region from, Region to, Instant until) {
        var request = Json.of(
                "{to:'%s', issuer:'%s', acceptedIssuers:['%s'], acceptUntil:'%s', override:['not-flapping'], reason:'a story'}",
                to.name(), CURRENT, FORMER, until);
        from.admin().attempt("POST", "moving/multi-region/switchover", request).expect(200);
        assertEquals(
                Json.of("{issuer:'%s', acceptedIssuers:['%s'], acceptUntil:'%s'}", CURRENT, FORMER, until),
                new Replication(to.admin(), realm.name()).state().path("issuer"));
        for (var region : List.of(from, to)) {
            Await.upTo(SETTLING, region.name() + " has the issuer")
                    .until(() -> discovered(realm, region).equals(CURRENT + "/realms/moving"));
        }
    }

    private void assertSpeaksForCurrent(Region region) {
        assertEquals(CURRENT + "/realms/moving", discovered(realm, region));
        assertEquals(CURRENT + "/realms/moving", signIn(region).issuer());
        var page = realm.at(region)
                .browser("http://shop.test/cb")
                .open(region.url())
                .expect(200);
        assertTrue(page.text().contains("action=\"" + CURRENT + "/realms/moving/login-actions/"), page::text);
        assertForgeryChoosesNothing(region);
    }

    private void assertUntouched(Region region) {
        assertEquals(FORMER + "/realms/staying", discovered(other, region));
        assertEquals(
                FORMER + "/realms/staying",
                other.at(region)
                        .password(SampleRealm.USER, SampleRealm.PASSWORD)
                        .issuer());
        assertEquals(
                region.url() + "/realms/master",
                new SampleRealm("master", "", 0)
                        .at(region)
                        .get("/.well-known/openid-configuration")
                        .json()
                        .path("issuer")
                        .asText());
        var console = Page.get(region.url(), "/admin/moving/console/").expect(200);
        assertTrue(console.text().contains("\"adminBaseUrl\": \"" + FORMER + "\""), console::text);
    }

    private void assertAudienceAccepted(Region region, String base) {
        machine(region, base).expect(200);
    }

    private void assertAudienceRefused(Region region, String base) {
        machine(region, base).expect(400, 401);
    }

    private Answer machine(Region region, String base) {
        var form = MACHINE.form(base + "/realms/moving", Map.of("grant_type", "client_credentials"));
        return new SignIn(region.url(), "moving", MACHINE.client(), null).token(form);
    }

    private static String discovered(SampleRealm realm, Region region) {
        return realm.at(region)
                .get("/.well-known/openid-configuration")
                .expect(200)
                .json()
                .path("issuer")
                .asText();
    }

    private Tokens signIn(Region region) {
        return realm.at(region).password(SampleRealm.USER, SampleRealm.PASSWORD);
    }

    /** What a region has issued before the issuer moved. */
    private final class Issued {

        private final String issuer;
        private final Tokens tokens;
        private final Tokens offline;
        private final Browser browser;

        Issued(Region region) {
            var here = realm.at(region);
            tokens = signIn(region);
            issuer = tokens.issuer();
            offline = here.offline(SampleRealm.USER, SampleRealm.PASSWORD);
            browser = here.browser("http://shop.test/cb");
            here.exchange(browser.signIn(region.url(), SampleRealm.USER, SampleRealm.PASSWORD), browser.redirect());
        }

        boolean accepted(Region region) {
            return realm.at(region).introspect(tokens).path("active").asBoolean();
        }

        void assertAccepted(Region region) {
            var here = realm.at(region);
            assertTrue(accepted(region), region.name());
            assertEquals(200, here.userinfo(tokens).status());
            assertEquals(200, here.bearer("GET", "/account/", tokens, null).status());
            assertEquals(issuer, here.refresh(tokens).issuer(), "the session goes on as it began");
            assertEquals(issuer, here.refresh(offline).issuer());
            assertEquals(
                    issuer,
                    here.exchange(browser.singleSignOn(region.url()), browser.redirect())
                            .issuer());
        }

        void assertRefused(Region region) {
            var here = realm.at(region);
            assertFalse(accepted(region), region.name());
            assertEquals(401, here.userinfo(tokens).status());
            assertEquals(401, here.bearer("GET", "/account/", tokens, null).status());
            assertEquals(400, here.attemptRefresh(tokens).status());
            assertEquals(400, here.attemptRefresh(offline).status());
            assertEquals(200, browser.open(region.url()).status(), "a login page, not a code");
        }
    }
}
