package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import io.multiregion.lab.client.Hotp;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.browser.Customer;
import io.multiregion.stories.browser.SecurityKey;
import io.multiregion.stories.props.RecoveryCodes;
import io.multiregion.stories.region.BesideOthers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People sign in with browsers, of which some find eu and some find us at the one address that they know. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrowserStory {

    private static final String REALM = "browsers";
    private static final Path PICTURES = Path.of("target/pages");
    private static final Hotp TOTP = new Hotp("JBSWY3DPEHPK3PXPTOTPONASECONDARY");
    private static final RecoveryCodes CODES = new RecoveryCodes(List.of("AAAA1111BBBB", "CCCC2222DDDD"));

    /** Keycloak takes what is said of passkeys where a name stands with it. They are asked for by a button, not on their own. */
    private static final String POLICY = "{organizationsEnabled:false, webAuthnPolicyPasswordlessRpEntityName:'acme',"
            + " webAuthnPolicyPasswordlessPasskeysEnabled:true, webAuthnPolicyPasswordlessMediation:'none',"
            + " webAuthnPolicyPasswordlessRequireResidentKey:'Yes',"
            + " webAuthnPolicyPasswordlessUserVerificationRequirement:'required'}";

    /** A theme of the operator's own. */
    private static final String OWN_PAGE = """
            <html><body><h1>Ours</h1><form action="${url.loginAction}" method="post">
            <input name="otp"/><button type="submit" name="login">Go</button></form></body></html>
            """;

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 0);
    private TwoRegions regions;
    private Region eu;
    private Region us;
    private Chromium atEu;
    private Chromium atUs;

    @BeforeAll
    void replicate(TwoRegions started) throws IOException {
        regions = started;
        eu = regions.eu();
        us = regions.us();
        realm.create(eu.admin());
        eu.admin().put(REALM, Json.of(POLICY));
        offer("webauthn-authenticator");
        offer("auth-recovery-authn-code-form");
        user("walter", "'webauthn-register'", "");
        user("paula", "'webauthn-register-passwordless'", "");
        user("zoe", "'webauthn-register-passwordless'", "");
        user("tom", "", "," + TOTP.credential().replace("hotp", "totp").replace("\"period\\\":0", "\"period\\\":30"));
        user("rita", "", "," + CODES.credential());
        var client = eu.admin().get(REALM + "/clients?clientId=site").get(0);
        ((ObjectNode) client).withObject("/attributes").put("login_theme", "walk-in");
        eu.admin().put(REALM + "/clients/" + client.get("id").asText(), client);
        var login = Files.createDirectories(us.home().resolve("themes/walk-in/login"));
        Files.writeString(login.resolve("theme.properties"), "parent=base\n");
        Files.writeString(login.resolve("login-otp.ftl"), OWN_PAGE);
        regions.replicate(REALM);
        atEu = new Chromium(URI.create(TwoRegions.FRONT), eu.port(), PICTURES);
        atUs = new Chromium(URI.create(TwoRegions.FRONT), us.port(), PICTURES);
    }

    @AfterAll
    void closeBrowsers() {
        atEu.close();
        atUs.close();
    }

    private void offer(String authenticator) {
        var path = REALM + "/authentication/flows/browser/executions";
        for (JsonNode execution : eu.admin().get(path)) {
            if (execution.path("providerId").asText().equals(authenticator)) {
                ((ObjectNode) execution).put("requirement", "ALTERNATIVE");
                eu.admin().put(path, execution);
            }
        }
    }

    private void user(String name, String action, String credentials) {
        eu.admin()
                .create(
                        REALM + "/users",
                        Json.of(
                                "{username:'%1$s', enabled:true, email:'%1$s@acme.test', firstName:'F', lastName:'F',"
                                        + " requiredActions:[%2$s], credentials:[{type:'password', value:'%1$s-secret'}%3$s]}",
                                name, action, credentials));
    }

    @Test
    void aSecurityKeyIsASecondFactorThatCountsEverywhere() {
        var key = registered("walter");
        try (var here = customer(atUs)) {
            SecurityKey.at(here.page()).holding(key, 6);
            here.enters().gives("walter", "walter-secret");
            atUs.picture(here.page(), "security-key");
            here.presses("#authenticateWebAuthnButton");
            here.awaitIn();
        }
        assertEquals(7, counter(us, "walter"));
        regions.equality(REALM).awaitLevel();
        assertEquals(7, counter(eu, "walter"));
        for (var browser : List.of(atEu, atUs)) {
            try (var thief = customer(browser)) {
                SecurityKey.at(thief.page()).holding(key, 5);
                thief.enters().gives("walter", "walter-secret").presses("#authenticateWebAuthnButton");
                thief.page().waitForSelector("#kc-try-again");
                browser.picture(thief.page(), "security-key-copied");
                assertFalse(thief.enters().isIn());
            }
        }
        try (var there = customer(atEu)) {
            SecurityKey.at(there.page()).holding(key, 7);
            there.enters().gives("walter", "walter-secret").presses("#authenticateWebAuthnButton");
            there.awaitIn();
        }
        assertEquals(8, counter(eu, "walter"));
    }

    @Test
    void aPasskeyIsEnoughAndCountsEverywhere() {
        var passkey = registered("paula");
        signInByPasskey(atUs, passkey, 6).close();
        assertEquals(7, counter(us, "paula"));
        regions.equality(REALM).awaitLevel();
        assertEquals(7, counter(eu, "paula"));
        try (var thief = customer(atEu)) {
            SecurityKey.at(thief.page()).holding(passkey, 6);
            thief.enters().presses("#authenticateWebAuthnButton");
            thief.page().waitForSelector("text=Passkey authentication result is invalid");
            assertFalse(thief.enters().isIn());
        }
        signInByPasskey(atEu, passkey, 7).close();
    }

    private Customer signInByPasskey(Chromium browser, JsonObject passkey, long signatures) {
        var owner = customer(browser);
        SecurityKey.at(owner.page()).holding(passkey, signatures);
        owner.enters().presses("#authenticateWebAuthnButton");
        owner.awaitIn();
        return owner;
    }

    /** Such passkeys are copied to all devices of their owner, which do not count together. */
    @Test
    void aPasskeyThatDoesNotCountWritesNothing() throws SQLException {
        var passkey = uncounted(registered("zoe"));
        // the number of the next signature has no room: it is 0
        long last = -1;
        signInByPasskey(atUs, passkey, last).close();
        assertEquals(0, returned(realm.userId(us.admin(), "zara")));
        signInByPasskey(atEu, passkey, last).close();
        signInByPasskey(atUs, passkey, last).close();
        for (var region : List.of(eu, us)) {
            assertEquals(0, counter(region, "zara"), region.name());
        }
    }

    /** Gives zara what zoe has registered, as if it were of a kind that does not count. */
    private JsonObject uncounted(JsonObject passkey) {
        var data = (ObjectNode) passkeyOf(eu, "zoe");
        data.put("counter", 0);
        var credential = Json.of("{type:'webauthn-passwordless', secretData:'{}'}");
        ((ObjectNode) credential).put("credentialData", data.toString());
        user("zara", "", "," + credential);
        regions.equality(REALM).awaitLevel();
        var owner = realm.userId(eu.admin(), "zara").getBytes(StandardCharsets.UTF_8);
        passkey.addProperty("userHandle", Base64.getEncoder().encodeToString(owner));
        return passkey;
    }

    /** How much of a user, beside his sessions, us has written itself and eu may not have. */
    private int returned(String user) throws SQLException {
        try (var connection = us.database().connect();
                var select = connection.prepareStatement(
                        "select count(*) from MR_RETURN where RESOURCE_ID = ? and KIND = 'USER'")) {
            select.setString(1, user);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void whoIsRememberedIsKnownAfterTheBrowserWasClosed() {
        for (boolean remember : List.of(true, false)) {
            String kept;
            try (var somebody = customer(atUs)) {
                somebody.enters().page().setChecked("#rememberMe", remember);
                somebody.gives(SampleRealm.USER, SampleRealm.PASSWORD).awaitIn();
                kept = afterClosing(somebody.cookies());
            }
            regions.equality(REALM).awaitLevel();
            for (var browser : List.of(atUs, atEu)) {
                try (var later = customer(browser, kept)) {
                    assertEquals(remember, later.enters().isIn());
                }
            }
        }
    }

    /** A browser that is closed forgets what is for one session of it. */
    private static String afterClosing(String cookies) {
        var state = JsonParser.parseString(cookies).getAsJsonObject();
        var kept = new JsonArray();
        for (var cookie : state.getAsJsonArray("cookies")) {
            if (cookie.getAsJsonObject().get("expires").getAsDouble() > 0) {
                kept.add(cookie);
            }
        }
        state.add("cookies", kept);
        return state.toString();
    }

    @Test
    void oneSignInAndOneSignOutAreForBothRegions() {
        String kept;
        try (var there = customer(atEu)) {
            there.enters().gives("bob", "bob-secret").awaitIn();
            kept = there.cookies();
        }
        regions.equality(REALM).awaitLevel();
        try (var here = customer(atUs, kept)) {
            assertTrue(here.enters().isIn(), "no password is asked for");
            here.page().navigate("/realms/" + REALM + "/protocol/openid-connect/logout?client_id=shop");
            here.page().click("#kc-logout");
            here.page().waitForSelector("#kc-info-message");
            atUs.picture(here.page(), "signed-out");
            assertFalse(here.enters().isIn());
        }
        Await.upTo(Duration.ofSeconds(20), "bob is signed out on eu").until(() -> {
            try (var there = customer(atEu, kept)) {
                return !there.enters().isIn();
            }
        });
    }

    @Test
    void codesAreTakenOnPagesOfKeycloakAndOfOnesOwn() {
        try (var here = customer(atUs)) {
            here.enters()
                    .gives("rita", "rita-secret")
                    .givesCode("recoveryCodeInput", CODES.codes().get(0));
            here.awaitIn();
        }
        try (var here = new Customer(atUs.page("en"), REALM, "site")) {
            here.enters().gives("tom", "tom-secret");
            assertEquals("Ours", here.page().textContent("h1"));
            here.givesCode("otp", TOTP.code(System.currentTimeMillis() / 30_000));
            here.awaitIn();
        }
    }

    /** What a user has to do on eu before he is in. Returns a copy of what his security key holds from then on. */
    private JsonObject registered(String user) {
        try (var owner = customer(atEu)) {
            var key = SecurityKey.at(owner.page());
            owner.enters().gives(user, user + "-secret").presses("#registerWebAuthn");
            owner.awaitIn();
            regions.equality(REALM).awaitLevel();
            var credential = key.credential();
            credential.addProperty("rpId", URI.create(TwoRegions.FRONT).getHost());
            return credential;
        }
    }

    private long counter(Region region, String user) {
        return passkeyOf(region, user).get("counter").asLong();
    }

    private JsonNode passkeyOf(Region region, String user) {
        var admin = region.admin();
        for (var credential : admin.get(REALM + "/users/" + realm.userId(admin, user) + "/credentials")) {
            if (credential.get("type").asText().startsWith("webauthn")) {
                return Json.read(credential.get("credentialData").asText());
            }
        }
        throw new AssertionError(user + " has no security key in " + region.name());
    }

    private static Customer customer(Chromium browser) {
        return new Customer(browser.page("en"), REALM, "shop");
    }

    private static Customer customer(Chromium browser, String cookies) {
        return new Customer(browser.page(new Browser.NewContextOptions().setStorageState(cookies)), REALM, "shop");
    }
}
