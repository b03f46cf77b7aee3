package io.multiregion.stories.secondary;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Browser;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.replication.guard.Matter;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.region.BesideOthers;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of a copy: what is paused, what to do, and no link that leads to what is paused. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PagesStory {

    private static final String REALM = "pages";
    private static final String AUTH = "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id=shop"
            + "&redirect_uri=" + Admin.encode("http://shop.test/cb");
    private static final String ACTION = "/login-actions/required-action?client_id=shop&execution=";
    private static final Path PICTURES = Path.of("target/pages");

    /** How people come to each. A required action is named; the page of {@link Matter#CHANGE} comes after a form. */
    private static final Map<Matter, String> PATHS = Map.ofEntries(
            Map.entry(Matter.REGISTRATION, "/login-actions/registration?client_id=shop"),
            Map.entry(Matter.RESET, "/login-actions/reset-credentials?client_id=shop"),
            Map.entry(Matter.LINK, "/login-actions/action-token?key=x"),
            Map.entry(Matter.PASSWORD, "UPDATE_PASSWORD"),
            Map.entry(Matter.EMAIL, "VERIFY_EMAIL"),
            Map.entry(Matter.SECOND_FACTOR, "CONFIGURE_TOTP"),
            Map.entry(Matter.TERMS, "TERMS_AND_CONDITIONS"),
            Map.entry(Matter.PROFILE, "UPDATE_PROFILE"),
            Map.entry(Matter.ACTION, "of-an-extension"),
            Map.entry(Matter.FIRST_SIGN_IN, "/login-actions/first-broker-login?client_id=shop"),
            Map.entry(Matter.ACCOUNT, "/broker/corp/link?client_id=shop"));

    /** A theme of the operator's own, in us only: it shares no page with Keycloak's. */
    private static final String OWN_PAGE = """
            <html><body><h1>Ours</h1><form action="${url.loginAction}" method="post"></form>
            <#if realm.registrationAllowed><a href="${url.registrationUrl}">${msg("doRegister")}</a></#if>
            <#if realm.resetPasswordAllowed><a href="${url.loginResetCredentialsUrl}">forgot</a></#if>
            <#if message??>${kcSanitize(message.summary)?no_esc}</#if></body></html>
            """;

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 2);
    private TwoRegions regions;
    private Chromium chromium;

    /** By the language they read. */
    private final Map<String, Page> readers = new HashMap<>();

    @BeforeAll
    void replicate(TwoRegions started) throws IOException {
        regions = started;
        var login = Files.createDirectories(regions.us().home().resolve("themes/ours/login"));
        Files.writeString(login.resolve("theme.properties"), "parent=base\n");
        Files.writeString(login.resolve("login.ftl"), OWN_PAGE);
        realm.create(regions.eu().admin());
        regions.eu()
                .admin()
                .put(REALM, Json.of("{organizationsEnabled:false, supportedLocales:['en','de','ja','zh-Hans']}"));
        regions.replicate(REALM);
        chromium = new Chromium(URI.create(TwoRegions.FRONT), regions.us().port(), PICTURES);
        await("us knows where end users reach eu", () -> link(at(regions.us(), "/login-actions/registration")));
    }

    @AfterAll
    void closeBrowser() {
        chromium.close();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"keycloak.v2", "keycloak", "base", "ours"})
    void noLinkLeadsToWhatIsPaused(String theme) {
        regions.eu().admin().put(REALM, Json.of("{loginTheme:'%s'}", theme));
        regions.equality(REALM).assertRows();
        var page = at(regions.us(), AUTH).expect(200).text();
        assertEquals(theme.equals("ours"), page.contains("<h1>Ours</h1>"), page);
        assertFalse(page.contains("login-actions/registration"), page);
        assertFalse(page.contains("login-actions/reset-credentials"), page);
        assertTrue(page.contains("You can sign in as usual."), page);
        var there = at(regions.eu(), AUTH).expect(200).text();
        assertTrue(there.contains("login-actions/registration"), there);
        assertTrue(there.contains("login-actions/reset-credentials"), there);
        assertFalse(there.contains("You can sign in as usual."), there);
    }

    @Test
    @Order(2)
    void picturesOfSignIn() {
        regions.eu().admin().put(REALM, Json.of("{loginTheme:'keycloak.v2'}"));
        regions.equality(REALM).assertRows();
        var signIn = chromium.open("/realms/" + REALM + AUTH, "en", "sign-in");
        assertTrue(signIn.contains("You can do this here: " + eusAccount()), signIn);
        var registration = "/realms/" + REALM + AUTH.replace("/auth?", "/registrations?");
        assertTrue(chromium.open(registration, "zh-CN", "registration-zh").contains("目前无法创建新账户"));
    }

    /** A matter that is not among them has no picture, and fails. */
    @ParameterizedTest
    @Order(3)
    @EnumSource(Matter.class)
    void eachRefusalSaysWhatIsPausedAndWhatToDo(Matter matter) throws IOException {
        for (var language : List.of("en", "de")) {
            var page = readers.computeIfAbsent(language, chromium::page);
            assertEquals(409, refused(page, matter).status());
            chromium.picture(page, matter.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + language);
            assertThat(page.locator("body")).containsText(text(language, matter));
            assertThat(page.locator("[href='" + eusAccount() + "']")).isVisible();
        }
    }

    private Response refused(Page page, Matter matter) {
        if (matter == Matter.CHANGE) {
            var path = "/realms/" + REALM + "/clients-registrations/default";
            page.setContent("<form method=post action='" + TwoRegions.FRONT + path + "'><button>Go</button></form>");
            return page.waitForNavigation(() -> page.click("button"));
        }
        var path = PATHS.get(matter);
        return page.navigate("/realms/" + REALM + (path.startsWith("/") ? path : ACTION + path));
    }

    /** What is said, up to the primary's address. */
    private static String text(String language, Matter matter) throws IOException {
        var texts = new Properties();
        var file = "/multi-region/messages/messages_" + language + ".properties";
        try (var in = new InputStreamReader(PagesStory.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts.getProperty(matter.messageKey()).split(" \\{0}")[0];
    }

    @Test
    @Order(3)
    void thePageFollowsTheLanguageThatIsAskedFor() {
        var document = chromium.open("/realms/" + REALM + ACTION + "UPDATE_PASSWORD&kc_locale=ja", "en", "password-ja");
        assertTrue(document.contains("現在、パスワードを変更できません。"), document);
    }

    @Test
    @Order(4)
    void whatIsPendingAboutSecurityStopsTheSignIn() {
        require("bob", "UPDATE_PASSWORD");
        var us = realm.at(regions.us()).browser("http://shop.test/cb");
        var page = us.follow(regions.us().url(), us.credentials(regions.us().url(), "bob", "bob-secret"));
        assertEquals(409, page.status(), page::text);
        assertTrue(page.text().contains("Passwords cannot be changed right now."), page::text);
        assertFalse(us.hasCookie("KEYCLOAK_IDENTITY"), "there is no session");
        assertPending("bob", "UPDATE_PASSWORD");
    }

    /** Keycloak takes the action away at the sign-in of somebody whose profile is complete. A copy leaves that to the primary. */
    @Test
    @Order(5)
    void whatIsDoneWithIsTakenAwayOnThePrimary() {
        require("bob", "VERIFY_PROFILE");
        assertSignedIn(regions.us(), "bob", "bob-secret");
        assertPending("bob", "VERIFY_PROFILE");
        var admin = regions.eu().admin();
        admin.put(REALM + "/users/" + realm.userId(admin, "bob"), Json.of("{lastName:''}"));
        await(
                "us knows that a name is missing",
                () -> after(regions.us(), "bob", "bob-secret")
                        .text()
                        .contains("Profiles cannot be changed right now."));
        assertPending("bob", "VERIFY_PROFILE");
    }

    /** The realm may name more, but only what is about the profile waits. */
    @Test
    @Order(6)
    void whatIsPendingAboutTheProfileWaitsForThePrimary() {
        var names = "VERIFY_PROFILE, UPDATE_PROFILE, UPDATE_PASSWORD";
        regions.eu()
                .admin()
                .put(
                        REALM,
                        Json.of(
                                "{attributes:{frontendUrl:'%s', 'multiRegion.postponedActions':'%s'}}",
                                TwoRegions.FRONT, names));
        require("alice", "UPDATE_PROFILE");
        assertSignedIn(regions.us(), SampleRealm.USER, SampleRealm.PASSWORD);
        assertPending("alice", "UPDATE_PROFILE");
        assertSignedIn(regions.us(), "bob", "bob-secret");
        require("bob", "UPDATE_PASSWORD");
        assertEquals(409, after(regions.us(), "bob", "bob-secret").status());
        var page = after(regions.eu(), SampleRealm.USER, SampleRealm.PASSWORD);
        assertEquals(200, page.status(), page::text);
        assertTrue(page.text().contains("kc-update-profile-form"), page::text);
    }

    private void assertSignedIn(Region region, String user, String password) {
        var answer = after(region, user, password);
        assertTrue(answer.header("Location").startsWith("http://shop.test/cb?"), answer::text);
    }

    /** What comes after name and password. */
    private Answer after(Region region, String user, String password) {
        var browser = browser(region);
        return browser.follow(region.url(), browser.credentials(region.url(), user, password));
    }

    @Test
    @Order(7)
    void aCopyThatIsNotInUseSaysSoAndIsInUseByOneCall() {
        long server = regions.us().pid();
        setStatus("INACTIVE");
        await("us serves no end users", () -> at(regions.us(), AUTH).status() == 503);
        var document = chromium.open("/realms/" + REALM + AUTH, "en", "inactive");
        assertTrue(document.contains("Sign-in is not available here at the moment."), document);
        document = chromium.open("/realms/" + REALM + AUTH, "de", "inactive-de");
        assertTrue(document.contains("Die Anmeldung ist hier zurzeit nicht möglich."), document);
        assertTrue(regions.us().admin().get(REALM + "/users?username=alice").size() == 1, "administrators read");
        setStatus("ACTIVE");
        await("us serves end users", () -> at(regions.us(), AUTH).status() == 200);
        assertEquals(server, regions.us().pid());
    }

    private void setStatus(String status) {
        regions.eu().admin().put(REALM + "/multi-region/replicas/us", Json.of("{status:'%s'}", status));
    }

    private void require(String user, String action) {
        var admin = regions.eu().admin();
        admin.put(REALM + "/users/" + realm.userId(admin, user), Json.of("{requiredActions:['%s']}", action));
        await("us knows of it", () -> pending(regions.us(), user).contains(action));
    }

    private String pending(Region region, String user) {
        return region.admin()
                .get(REALM + "/users/" + realm.userId(region.admin(), user))
                .path("requiredActions")
                .toString();
    }

    private void assertPending(String user, String action) {
        for (var region : List.of(regions.eu(), regions.us())) {
            assertEquals("[\"" + action + "\"]", pending(region, user), region.name());
        }
    }

    private boolean link(Answer page) {
        return page.text().contains(eusAccount());
    }

    private String eusAccount() {
        return regions.eu().url() + "/realms/" + REALM + "/account/";
    }

    private Answer at(Region region, String path) {
        return browser(region).page(region.url(), path);
    }

    private Browser browser(Region region) {
        return realm.at(region).browser("http://shop.test/cb");
    }

    private static void await(String what, Await.Condition condition) {
        Await.upTo(Duration.ofSeconds(30), what).every(Duration.ofMillis(200)).until(condition);
    }
}
