package io.multiregion.stories.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.region.BesideOthers;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A realm comes into another region by clicks alone; and the master realm's page has all realms. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WizardStory {

    private static final String REALM = "wizard";
    private static final String PAIR = "/master/multi-region/pair";
    private static final String GIVE = "textarea[readonly]";
    private static final String TAKE = "textarea:not([readonly])";
    private static final String FINGERPRINT = "[data-fingerprints=%s] code";

    private Chromium eu;
    private Chromium us;

    @BeforeAll
    void openBrowsers(TwoRegions regions) {
        for (var realm : new String[] {REALM, "owned"}) {
            regions.eu().admin().createRealm(Json.of("{realm:'%s', enabled:true}", realm));
        }
        Operator.create(
                regions.eu().admin(), "owned", "owner", "realm-management", "manage-multi-region", "query-realms");
        var pictures = Path.of("target/console");
        eu = new Chromium(URI.create(TwoRegions.FRONT), regions.eu().port(), pictures);
        us = new Chromium(URI.create(TwoRegions.FRONT), regions.us().port(), pictures);
    }

    @AfterAll
    void closeBrowsers() {
        us.close();
        eu.close();
    }

    /** Each operator has the page of his own region open; they talk on the telephone, and send each other a text. */
    @Test
    @Order(1)
    void regionsArePairedByComparingFingerprints() {
        try (var here = operator(eu, PAIR, english());
                var there = operator(us, PAIR, english())) {
            trust(here, there, "us");
            here.examine("paired");
            trust(there, here, "eu");
        }
    }

    private static void trust(AdminConsole here, AdminConsole there, String region) {
        here.shown(TAKE).fill("{\"region\":\"us\"}");
        here.shown("text=This is not what a region says of itself");
        var said = there.shown(GIVE).inputValue();
        assertFalse(said.contains("PRIVATE"), said);
        here.page().fill(TAKE, said);
        var fingerprint = FINGERPRINT.formatted(region);
        assertEquals(there.text(fingerprint), here.text(fingerprint), "what is compared");
        assertTrue(here.text(fingerprint).matches("[0-9A-F]{2}(:[0-9A-F]{2}){31}"));
        var trust = here.shown("text=Trust " + region);
        assertTrue(trust.isDisabled(), "nobody has compared them");
        here.page().getByText("I have compared both").click();
        here.examine("pair");
        trust.click();
        here.shown("text=Now " + region + " has to trust");
    }

    @Test
    @Order(2)
    void aRealmIsReplicatedByClicksAlone() {
        try (var console = operator(eu, "/" + REALM + "/multi-region", english())) {
            console.shown("text=This realm is in one region only");
            console.examine("standalone");
            console.shown("text=Add a region").click();
            console.shown("text=Copy to us").click();
            console.shown("[data-passed=true] [data-rule=reached-back][data-holds=true]");
            assertEquals(
                    8, console.page().locator("[data-rule][data-holds=true]").count());
            console.examine("preflight");
            console.shown("text=Start the copy to us").click();
            console.shown("[data-copy]");
            // whoever leaves comes back to where it is by then
            console.shown("text=Back to the overview").click();
            console.shown("[data-region=us]");
            console.page().goBack();
            console.shown("[data-copy=LEVEL]");
            console.shown("text=us holds the realm");
            console.examine("added");
        }
    }

    /** Whom the region trusts is not for the administrators of one realm: they are told whom to ask, and for what. */
    @Test
    @Order(2)
    void aRealmsOwnAdministratorIsToldWhatToSendToOperators() {
        var dark = english().setColorScheme(ColorScheme.DARK);
        try (var console = new AdminConsole(eu, dark, "owned", "owner", "/owned/multi-region/add")) {
            console.page().getByLabel("Name of the region").fill("mars");
            var line = console.shown(GIVE).inputValue();
            assertTrue(
                    line.startsWith("Please pair region eu with region mars, and allow there that realm owned"), line);
            assertTrue(line.endsWith("/admin/master/console/#" + PAIR), line);
            console.page()
                    .getByText("Check", new Page.GetByTextOptions().setExact(true))
                    .click();
            console.shown("text=mars is not trusted");
            assertEquals(line, console.shown(GIVE).inputValue());
            console.examine("add-dark");
        }
    }

    @Test
    @Order(3)
    void theMasterRealmListsAllRealms() {
        try (var console = operator(eu, "/master/multi-region", english())) {
            console.shown("[data-realm=" + REALM + "] [data-state=LEVEL]");
            console.examine("realms");
            console.page().getByLabel("Find by name").fill("WIZ");
            console.shown("[data-total=\"1\"]");
            console.page().locator(".mr-filter select").selectOption("STUCK");
            console.shown("[data-total=\"0\"]");
            console.page().locator(".mr-filter select").selectOption("LEVEL");
            console.shown("[data-realm=" + REALM + "] a").click();
            console.shown("[data-region=us]");
        }
    }

    @Test
    @Order(3)
    void theListFitsAPhone() {
        var phone = english().setViewportSize(390, 800).setColorScheme(ColorScheme.DARK);
        try (var console = operator(eu, "/master/multi-region", phone)) {
            console.shown("[data-realm=" + REALM + "]");
            var wide = console.page().evaluate("document.documentElement.scrollWidth > window.innerWidth");
            assertEquals(false, wide, "nothing is wider than the phone");
            console.examine("realms-phone");
        }
    }

    private static AdminConsole operator(Chromium chromium, String address, Browser.NewContextOptions options) {
        return new AdminConsole(chromium, options, "master", "admin", address);
    }

    private static Browser.NewContextOptions english() {
        return new Browser.NewContextOptions().setLocale("en").setViewportSize(1280, 900);
    }
}
