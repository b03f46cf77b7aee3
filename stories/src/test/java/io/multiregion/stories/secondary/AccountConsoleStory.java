package io.multiregion.stories.secondary;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.region.BesideOthers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account console of a copy: people look at their account, sign out where they are signed in, and are offered nothing else. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountConsoleStory {

    private static final String REALM = "account";
    private static final String CONSOLE = "/realms/" + REALM + "/account/";
    private static final Path PICTURES = Path.of("target/pages");

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 0);
    private TwoRegions regions;
    private Chromium atEu;
    private Chromium atUs;

    @BeforeAll
    void replicate(TwoRegions started) throws IOException {
        regions = started;
        var account = Files.createDirectories(regions.us().home().resolve("themes/ours/account"));
        Files.writeString(account.resolve("theme.properties"), "parent=keycloak.v3\ntitle=Ours\n");
        realm.create(regions.eu().admin());
        regions.eu().admin().put(REALM, Json.of("{organizationsEnabled:false}"));
        // who comes with the realm's file has no roles; she has those that let people see their account
        regions.eu()
                .admin()
                .create(
                        REALM + "/users",
                        Json.of("{username:'carol', enabled:true, email:'carol@acme.test', firstName:'C', lastName:'C',"
                                + " credentials:[{type:'password', value:'carol-secret'}]}"));
        regions.replicate(REALM);
        var front = URI.create(TwoRegions.FRONT);
        atEu = new Chromium(front, regions.eu().port(), PICTURES);
        atUs = new Chromium(front, regions.us().port(), PICTURES);
    }

    @AfterAll
    void closeBrowsers() {
        atEu.close();
        atUs.close();
    }

    /** Keycloak's own theme "base" has no console, and says so. */
    @ParameterizedTest
    @ValueSource(strings = {"keycloak.v3", "ours"})
    void theConsoleOfACopyOnlyShows(String theme) {
        regions.eu().admin().put(REALM, Json.of("{accountTheme:'%s'}", theme));
        regions.equality(REALM).awaitLevel();
        var page = open(atUs, SampleRealm.USER, SampleRealm.PASSWORD);
        assertEquals(theme.equals("ours"), page.title().equals("Ours"), page.title());
        assertThat(page.locator("#multi-region-notice")).containsText("Accounts cannot be changed right now.");
        for (Locator field : page.locator("main input").all()) {
            assertFalse(field.isEditable(), () -> field.getAttribute("id"));
        }
        assertThat(page.getByTestId("save")).hasCount(0);
        assertThat(page.getByTestId("delete-account")).hasCount(0);
        atUs.picture(page, "account-" + theme);
        show(page, "signing-in");
        assertThat(page.getByTestId("password/title")).isVisible();
        assertThat(page.locator("[data-testrole=update], [data-testrole=remove], [data-testid$='/create']"))
                .hasCount(0);
        assertThat(page.getByTestId("account-security/linked-accounts")).hasCount(0);
        atUs.picture(page, "account-signing-in-" + theme);
        page.context().close();
    }

    @Test
    void sessionsAreEndedThereInAllRegions() {
        var signIn = realm.at(regions.eu());
        var one = signIn.password("carol", "carol-secret");
        var other = signIn.password("carol", "carol-secret");
        regions.equality(REALM).awaitLevel();
        var page = open(atUs, "carol", "carol-secret");
        show(page, "device-activity");
        var signOut = page.locator(".signed-in-device-list button");
        assertThat(signOut).hasCount(2);
        atUs.picture(page, "account-devices");
        signOut.first().click();
        page.locator("#modal-confirm").click();
        assertThat(signOut).hasCount(1);
        awaitEnded(one, other, 1);
        page.locator("#sign-out-all, .pf-v5-l-split button.pf-m-primary")
                .first()
                .click();
        page.locator("#modal-confirm").click();
        page.waitForSelector("#username");
        awaitEnded(one, other, 2);
        page.context().close();
    }

    private void awaitEnded(Tokens one, Tokens other, long sessions) {
        var eu = realm.at(regions.eu());
        Await.upTo(Duration.ofSeconds(20), sessions + " sessions are over on eu")
                .until(() -> List.of(one, other).stream()
                                .filter(tokens -> eu.attemptRefresh(tokens).status() == 400)
                                .count()
                        == sessions);
    }

    @Test
    void theConsoleOfThePrimaryIsAsEver() {
        var page = open(atEu, SampleRealm.USER, SampleRealm.PASSWORD);
        assertThat(page.locator("#multi-region-notice")).hasCount(0);
        assertThat(page.getByTestId("save")).isVisible();
        assertTrue(page.getByTestId("email").isEditable());
        show(page, "signing-in");
        assertThat(page.getByTestId("account-security/linked-accounts")).isVisible();
        assertThat(page.locator("[data-testrole=update]")).isVisible();
        assertThat(page.getByTestId("otp/create")).isVisible();
        page.context().close();
    }

    private Page open(Chromium browser, String user, String password) {
        var page = browser.page("en");
        page.navigate(CONSOLE);
        page.fill("#username", user);
        page.fill("#password", password);
        page.click("#kc-login");
        assertThat(page.getByTestId("username")).hasValue(user);
        return page;
    }

    /** Goes to one of the pages about security, by the menu. */
    private static void show(Page page, String name) {
        page.getByTestId("accountSecurity").locator("button").first().click();
        page.getByTestId("account-security/" + name).click();
    }

    /** What programs are told. */
    @Test
    void theAccountApiSaysThatNothingCanBeChanged() {
        for (var region : List.of(regions.eu(), regions.us())) {
            boolean copy = region == regions.us();
            var at = realm.at(region);
            var tokens = at.password(SampleRealm.USER, SampleRealm.PASSWORD);
            var fields = at.bearer("GET", "/account/?userProfileMetadata=true", tokens, null)
                    .expect(200)
                    .json()
                    .path("userProfileMetadata")
                    .path("attributes");
            assertTrue(fields.size() > 0);
            fields.forEach(field -> {
                if (copy || field.path("name").asText().equals("email")) {
                    assertEquals(copy, field.path("readOnly").asBoolean(), field::toString);
                }
            });
            var credentials = at.bearer("GET", "/account/credentials", tokens, null)
                    .expect(200)
                    .json();
            assertEquals(!copy, credentials.findValuesAsText("updateAction").contains("UPDATE_PASSWORD"));
            assertEquals(!copy, credentials.findValuesAsText("createAction").contains("CONFIGURE_TOTP"));
            at.logout(tokens);
        }
    }
}
