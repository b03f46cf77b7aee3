package io.multiregion.stories.secondary;

import static io.multiregion.stories.secondary.Way.way;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Browser;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.FrontDoor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** SAML clients. */
final class SamlWays {

    private static final String ROW = "SAML: sign-in, logout, artifacts";
    private static final String SAML = "/protocol/saml";

    private SamlWays() {}

    static List<Way> all() {
        return List.of(
                way(ROW, "sign-in and logout by redirect", SamlWays::byRedirect),
                way(ROW, "sign-in and logout by post", SamlWays::byPost),
                way(ROW, "sign-in that we begin", SamlWays::begunHere),
                way(ROW, "artifact", SamlWays::byArtifact),
                way(ROW, "sign-in of a program (SOAP)", SamlWays::bySoap));
    }

    private static void byRedirect(WaysRealm realm) {
        var browser = realm.browser("sp");
        var message = SamlMessage.signIn("sp").redirected();
        var session =
                signedIn(realm, realm.enter(browser, browser.open(realm.us().url(), SAML + "?SAMLRequest=" + message)));
        var logout = SamlMessage.logout("sp", WaysRealm.USER, session + "::" + realm.client("sp"));
        ended(realm, browser.open(realm.us().url(), SAML + "?SAMLRequest=" + logout.redirected()), session);
    }

    private static void byPost(WaysRealm realm) {
        var browser = realm.browser("sp");
        var session = signedIn(realm, realm.enter(browser, post(realm, browser, SamlMessage.signIn("sp"))));
        var logout = SamlMessage.logout("sp", WaysRealm.USER, session + "::" + realm.client("sp"));
        ended(realm, post(realm, browser, logout), session);
    }

    private static void begunHere(WaysRealm realm) {
        var browser = realm.browser("sp");
        signedIn(realm, realm.enter(browser, browser.open(realm.us().url(), SAML + "/clients/sp")));
        // once more, without a password
        signedIn(realm, browser.open(realm.us().url(), SAML + "/clients/sp"));
    }

    private static void byArtifact(WaysRealm realm) {
        var browser = realm.browser("artful");
        var page = realm.enter(browser, post(realm, browser, SamlMessage.signIn("artful")));
        var artifact = SamlMessage.field("SAMLart", page.expect(200).text());
        var resolved = realm.send(
                        SAML + "/resolve",
                        "text/xml",
                        SamlMessage.resolve("artful", artifact).inEnvelope())
                .expect(200);
        assertSuccess(resolved.text());
    }

    /** By the name that users know: Keycloak compares it with what it was asked by. */
    private static void bySoap(WaysRealm realm) {
        var basic = Base64.getEncoder()
                .encodeToString((WaysRealm.USER + ":" + WaysRealm.USER + "-secret").getBytes(StandardCharsets.UTF_8));
        var answer = new FrontDoor(
                        realm.us().url(), URI.create(TwoRegions.FRONT).getHost())
                .post(
                        "/realms/" + WaysRealm.NAME + SAML,
                        Map.of("Authorization", "Basic " + basic),
                        "text/xml",
                        SamlMessage.signIn("sp").inEnvelope());
        assertSuccess(answer);
    }

    private static Answer post(WaysRealm realm, Browser browser, SamlMessage message) {
        return browser.post(realm.us().url(), SAML, Map.of("SAMLRequest", message.posted()));
    }

    /** Returns the session, which eu knows. */
    private static String signedIn(WaysRealm realm, Answer page) {
        var response = SamlMessage.in(page.expect(200).text()).xml();
        assertSuccess(response);
        var session = WaysRealm.first("SessionIndex=\"([^:\"]+)", response);
        realm.awaitSession(realm.eu(), WaysRealm.USER, session, true);
        return session;
    }

    private static void ended(WaysRealm realm, Answer answer, String session) {
        var shown = answer.expect(200, 302, 303);
        assertTrue((shown.text() + shown.header("Location")).contains("SAMLResponse"), shown::text);
        realm.awaitSession(realm.eu(), WaysRealm.USER, session, false);
    }

    private static void assertSuccess(String response) {
        assertTrue(response.contains("urn:oasis:names:tc:SAML:2.0:status:Success"), response);
        assertTrue(response.contains(">" + WaysRealm.USER + "<"), response);
        assertFalse(response.contains("read_only"), response);
    }
}
