package io.multiregion.stories.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.region.BesideOthers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** When was this last tested, and by which keys do regions know each other? Both are read, and changed, on the page. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DrillsAndKeysStory {

    private static final String REALM = "proven";
    private static final String PAGES = "/" + REALM + "/multi-region";
    private static final Path PICTURES = Path.of("target/console");
    private static final String TESTED = "[data-tested=us]";

    @TempDir
    Path saved;

    private TwoRegions regions;
    private Chromium eu;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        var admin = regions.eu().admin();
        new SampleRealm(REALM, TwoRegions.FRONT, 0).create(admin);
        Operator.create(admin, REALM, "viewer", "realm-management", "view-multi-region", "query-realms");
        Operator.create(admin, REALM, "keeper", "realm-management", "manage-realm", "query-realms");
        regions.replicate(REALM);
        eu = new Chromium(URI.create(TwoRegions.FRONT), regions.eu().port(), PICTURES);
    }

    @AfterAll
    void closeBrowser() {
        eu.close();
    }

    /** Nobody presses a button: the realm says how often, and the node that ships does it. */
    @Test
    @Order(1)
    void aRealmThatWantsDrillsIsDrilledByItself() {
        try (var console = operator("/drills", english())) {
            assertTrue(console.text(TESTED).contains("us was never tested"), console.text(TESTED));
            console.page().locator(".mr-frequency select").selectOption("P30D");
            console.shown(".mr-frequency button").click();
            console.page()
                    .locator(TESTED + "[data-passed=true] >> text=in 30 days")
                    .waitFor(new Locator.WaitForOptions().setTimeout(90_000));
            console.shown("[data-drill][data-passed=true]");
        }
    }

    @Test
    @Order(2)
    void thePageSaysWhenThisWasLastTested() {
        try (var console = operator("/drills", english())) {
            console.shown("text=Run a drill with us").click();
            console.shown("[data-drill] >> nth=1");
            var said = console.text(TESTED);
            assertTrue(said.contains("us was last tested "), said);
            assertTrue(said.contains("It could have taken over; changes would have paused for "), said);
            console.examine("drills");
            console.shown(".mr-menu >> text=Move the primary").click();
            console.shown("text=as of the last drill");
        }
    }

    /** With what an auditor gets: the report, the region's certificate, and the line of the page. */
    @Test
    @Order(3)
    void aSignedReportIsCheckedByTheLineOnThePage() throws Exception {
        try (var console = operator("/drills", english())) {
            console.shown("[data-drill] >> text=Signed");
            save(console.page(), "[data-drill] >> text=Signed", "drill.p7s");
            save(console.page(), "[data-drill] >> text=JSON", "shown.json");
            var line = console.text(".mr-line");
            console.shown(".mr-menu >> text=Keys").click();
            console.shown("[data-own=eu]");
            save(console.page(), "text=Save the certificates", "region.pem");
            var checked = new ProcessBuilder("sh", "-c", line)
                    .directory(saved.toFile())
                    .redirectErrorStream(true)
                    .start();
            var words = new String(checked.getInputStream().readAllBytes());
            assertEquals(0, checked.waitFor(), words);
            assertEquals(
                    Json.read(Files.readString(saved.resolve("shown.json"))),
                    Json.read(Files.readString(saved.resolve("drill.json"))));
        }
    }

    private void save(Page page, String link, String name) {
        page.waitForDownload(() -> page.locator(link).first().click()).saveAs(saved.resolve(name));
    }

    @Test
    @Order(3)
    void whatIsNoTimeBetweenDrillsIsRefused() {
        var admin = regions.eu().admin();
        var due = admin.attempt("PUT", REALM + "/multi-region/drills/due", Json.of("{every: 'soon'}"));
        assertEquals(400, due.status(), due::text);
        var realm = admin.get(REALM);
        ((ObjectNode) realm.get("attributes")).put("multiRegion.drillEvery", "soon");
        var setting = admin.attempt("PUT", REALM, realm);
        assertEquals(400, setting.status(), setting::text);
        assertTrue(setting.text().contains("set it like P30D"), setting::text);
    }

    @Test
    @Order(3)
    void whoMayOnlyLookMakesNoDrill() {
        try (var console = new AdminConsole(eu, english(), REALM, "viewer", PAGES + "/drills")) {
            console.shown(TESTED + "[data-passed=true]");
            console.shown("text=A drill by itself: Every month");
            assertEquals(0, console.page().locator("text=Run a drill with us").count());
            console.shown("[data-drill] >> text=JSON");
        }
    }

    /** At three in the morning, in the region that is only a copy. */
    @Test
    @Order(3)
    void aSecondarySaysOnAPhoneThatItsPrimaryMakesThem() {
        var phone = new Browser.NewContextOptions().setLocale("en").setViewportSize(390, 800);
        try (var us = new Chromium(URI.create(TwoRegions.FRONT), regions.us().port(), PICTURES);
                var console = new AdminConsole(us, phone, "master", "admin", PAGES + "/drills")) {
            console.shown("text=Drills are made by the primary, eu.");
            assertEquals(0, console.page().locator(".mr-frequency, " + TESTED).count());
            console.examine("drills-phone");
            console.shown(".mr-menu >> text=Keys").click();
            console.shown("text=This is changed in the primary region.");
            console.shown("[data-trusted=eu]");
            var wide = console.page().evaluate("document.documentElement.scrollWidth > window.innerWidth");
            assertEquals(false, wide, "nothing is wider than the phone");
            console.examine("keys-phone");
        }
    }

    @Test
    @Order(4)
    void secretsAreSealedWithAKeyAndThenWithANewOne() {
        try (var console = operator("/keys", english().setColorScheme(ColorScheme.DARK))) {
            console.shown("[data-sealing=OFF]");
            console.shown("text=Seal the secrets").click();
            console.shown("[data-sealing=SEALED]");
            var former = console.shown("[data-key][data-status=ACTIVE]").getAttribute("data-key");
            console.shown("text=New data key").click();
            console.shown("[data-key][data-status=ACTIVE]:not([data-key='" + former + "'])");
            console.shown("[data-trusted=us][data-status=TRUSTED]");
            console.examine("keys-dark");
        }
    }

    @Test
    @Order(5)
    void aRealmsOwnAdministratorIsToldWhatIsForOperators() {
        try (var console = new AdminConsole(eu, english(), REALM, "keeper", PAGES + "/keys")) {
            console.shown("[data-sealing=SEALED]");
            assertTrue(console.shown("text=Destroy the data keys").isDisabled());
            assertTrue(console.shown("text=Stop sealing").isDisabled());
            assertFalse(console.shown("text=New data key").isDisabled());
            console.shown("p[data-operators] >> text=operators of the master realm");
            console.shown("text=us: Certificate ends");
            assertEquals(
                    0, console.page().locator("[data-trusted], .mr-fingerprint").count());
            console.examine("keys-own-administrator");
        }
    }

    /** Others need the two regions: the browser keeps what it would have sent. */
    @Test
    @Order(5)
    void aRegionIsRevokedByWhoTypesItsName() {
        List<String> sent = new CopyOnWriteArrayList<>();
        try (var console = operator("/keys", english())) {
            console.page().route("**/multi-region/regions/us", route -> {
                sent.add(route.request().method() + " "
                        + URI.create(route.request().url()).getPath());
                route.fulfill(new Route.FulfillOptions().setStatus(200).setBody("{}"));
            });
            console.shown("[data-trusted=us] >> text=Revoke us").click();
            var submit = console.shown("dialog button[type=submit]");
            assertTrue(submit.isDisabled(), "nobody has typed its name");
            console.page().fill("dialog input", REALM);
            assertTrue(submit.isDisabled(), "that is the realm's");
            console.examine("revoke");
            console.page().fill("dialog input", "us");
            submit.click();
            console.page().waitForCondition(() -> !sent.isEmpty());
            assertEquals(List.of("DELETE /admin/realms/master/multi-region/regions/us"), sent);
        }
    }

    /** To take one's protection away is for who runs the servers, and asks twice. */
    @Test
    @Order(6)
    void sealingEndsForWhoTypesTheRealmsName() {
        try (var console = operator("/keys", english())) {
            console.shown("text=Stop sealing").click();
            console.page().fill("dialog input", REALM);
            console.shown("dialog button[type=submit]").click();
            console.shown("[data-sealing=OFF]");
        }
    }

    private AdminConsole operator(String page, Browser.NewContextOptions options) {
        return new AdminConsole(eu, options, "master", "admin", PAGES + page);
    }

    private static Browser.NewContextOptions english() {
        return new Browser.NewContextOptions().setLocale("en").setViewportSize(1280, 900);
    }
}
