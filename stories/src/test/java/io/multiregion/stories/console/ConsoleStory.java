package io.multiregion.stories.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.props.Visitors;
import io.multiregion.stories.region.BesideOthers;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The page for regions: who sees it, what it says of a primary and of a secondary, and how the primary is moved by it. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ConsoleStory {

    private static final String REALM = "console";
    private static final SampleRealm SAMPLE = new SampleRealm(REALM, TwoRegions.FRONT, 0);
    private static final String OVERVIEW = "/" + REALM + "/multi-region";
    private static final Path PICTURES = Path.of("target/console");

    private TwoRegions regions;
    private Chromium eu;
    private Chromium us;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        var admin = regions.eu().admin();
        SAMPLE.create(admin);
        Operator.create(admin, REALM, "viewer", "realm-management", "view-multi-region", "query-realms");
        Operator.create(admin, REALM, "outsider", "realm-management", "view-users");
        regions.replicate(REALM);
        eu = new Chromium(URI.create(TwoRegions.FRONT), regions.eu().port(), PICTURES);
        us = new Chromium(URI.create(TwoRegions.FRONT), regions.us().port(), PICTURES);
    }

    @AfterAll
    void closeBrowsers() {
        us.close();
        eu.close();
    }

    @Test
    @Order(1)
    void thePrimarySaysWhatWouldBeLost() {
        try (var console = operator(eu, "/" + REALM + "/realm-settings", english())) {
            console.shown(AdminConsole.ENTRY).click();
            console.shown("[data-region=us] [data-state=LEVEL]");
            var sentence = console.text(".mr-sentence");
            assertTrue(sentence.startsWith("us holds everything up to "), sentence);
            assertTrue(sentence.endsWith("taking over now would lose nothing that was announced."), sentence);
            assertEquals(0, console.page().locator("#multi-region-banner").count());
            console.examine("overview");
            console.page().reload();
            console.shown("[data-region=us]");
        }
    }

    @Test
    @Order(1)
    void aSecondarySaysThatItIsOneAndLeadsToTheSamePageOnThePrimary() {
        try (var console = operator(us, OVERVIEW, english().setColorScheme(ColorScheme.DARK))) {
            console.shown("[data-region=us]");
            var link = console.shown("#multi-region-banner a").getAttribute("href");
            assertTrue(link.startsWith(regions.eu().url() + "/admin/master/console/#" + OVERVIEW), link);
            console.examine("secondary-dark");
        }
    }

    @Test
    @Order(1)
    void nothingWasLeftBehind() {
        try (var console = operator(eu, OVERVIEW + "/divergences", english())) {
            console.shown("text=Nothing was left behind");
            console.examine("no-divergences");
        }
    }

    @Test
    @Order(1)
    void itFitsAPhone() {
        var phone = new Browser.NewContextOptions().setLocale("en").setViewportSize(390, 800);
        try (var console = operator(eu, OVERVIEW, phone)) {
            console.shown("[data-region=us]");
            var wide = console.page().evaluate("document.documentElement.scrollWidth > window.innerWidth");
            assertEquals(false, wide, "nothing is wider than the phone");
            console.examine("phone");
        }
    }

    @Test
    @Order(1)
    void whoMayOnlyLookHasNoButtons() {
        try (var console = new AdminConsole(eu, english(), REALM, "viewer", OVERVIEW + "/move")) {
            console.shown("[data-rule=copy-complete][data-holds=true]");
            console.shown(AdminConsole.ENTRY);
            console.examine("viewer");
            console.visitAll(screen -> assertOnlyReads(console, screen));
            console.shown(".mr-menu a").click();
            console.shown("[data-region=us] >> text=More about us").click();
            console.shown("[data-row=USER]");
            assertOnlyReads(console, "a region");
        }
    }

    /** The realm of the user speaks German, and so does the browser. */
    @Test
    @Order(1)
    void itSpeaksTheLanguageOfTheConsole() {
        var german = new Browser.NewContextOptions().setLocale("de");
        try (var console = new AdminConsole(eu, german, REALM, "viewer", OVERVIEW)) {
            console.shown("[data-region=us]");
            assertEquals("Regionen", console.text(".mr-pages h1"));
            var sentence = console.text(".mr-sentence");
            assertTrue(sentence.startsWith("us enthält alles bis auf die letzten "), sentence);
            assertFalse(sentence.contains("{"), sentence);
            console.examine("german");
        }
    }

    @Test
    @Order(1)
    void whoMayNotLookSeesTheConsolesOwnRefusal() {
        try (var console = new AdminConsole(eu, english(), REALM, "outsider", OVERVIEW)) {
            var said = console.text("text=view-multi-region");
            assertTrue(said.contains("Forbidden"), said);
            assertEquals(0, console.page().locator(AdminConsole.ENTRY).count());
        }
    }

    /** As it would be if a later Keycloak had another router. */
    @Test
    @Order(1)
    void aConsoleThatDoesNotTakeThePageHasItAboveItself() {
        var page = eu.page(english());
        page.route("**/assets/main-*.js", route -> {
            // what fetches here knows nothing of the browser's addresses
            var url = route.request()
                    .url()
                    .replace(TwoRegions.FRONT, regions.eu().url().toString());
            var answer = route.fetch(new Route.FetchOptions().setUrl(url));
            var broken = answer.text().replace("patchRoutes", "patchRoutez");
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(broken));
        });
        try (var console = new AdminConsole(eu, page, "master", "admin", OVERVIEW)) {
            console.shown("#multi-region-overlay [data-region=us]");
            console.shown("text=Back to the console").click();
            console.shown("#nav-item-realm-settings");
            assertEquals(0, page.locator("#multi-region-overlay").count());
        }
    }

    @Test
    @Order(1)
    void whatFailsOfOursLeavesTheConsoleAsItIs() {
        var page = eu.page(english());
        page.route("**/multi-region/console/*.js", Route::abort);
        try (var console = new AdminConsole(eu, page, "master", "admin", "/" + REALM + "/realm-settings")) {
            console.shown("#nav-item-realm-settings");
            assertFalse(page.locator(AdminConsole.ENTRY).isVisible());
        }
    }

    /** What the console itself offers is not hidden: who tries it is told why it was refused, and where it can be done. */
    @Test
    @Order(1)
    void aRefusalSaysWhyAndLeadsToTheSamePageOnThePrimary() {
        try (var console = operator(us, "/" + REALM + "/realm-settings", english())) {
            console.shown("[data-testid=displayName]").fill("Not here");
            console.shown("#multi-region-banner a");
            console.shown("button[data-testid=realmSettingsGeneralTab-save]").click();
            var alert = console.shown(".pf-v5-c-alert-group .pf-v5-c-alert:has(a)");
            var said = alert.innerText();
            assertTrue(said.contains("this region holds a read-only copy, and nothing was changed"), said);
            assertFalse(said.contains("read_only_region"), said);
            var link = alert.locator("a").getAttribute("href");
            var there = regions.eu().url() + "/admin/master/console/#/" + REALM + "/realm-settings";
            assertTrue(link.startsWith(there), link);
            console.examine("refusal");
        }
    }

    @Test
    @Order(2)
    void aSwitchoverIsClickedThroughToTheEnd() {
        try (var visitors = new Visitors(SAMPLE, regions.eu(), regions.us());
                var console = operator(eu, OVERVIEW + "/move", english())) {
            console.shown("[data-rule=copy-complete][data-holds=true]");
            console.examine("move");
            console.shown("text=Switch over to us").click();
            var submit = console.shown("dialog button[type=submit]");
            assertTrue(submit.isDisabled(), "nobody has typed the realm's name");
            console.page().fill("dialog input", REALM);
            console.examine("confirm");
            submit.click();
            console.shown("text=us is the primary now");
            visitors.awaitMore();
            console.examine("moved");
            System.out.println("While the primary was moved: " + visitors);
            assertEquals(List.of(), visitors.refused());
        }
    }

    /** Back, without asking us, which lives: the rule that refuses is skipped with a reason. */
    @Test
    @Order(3)
    void aTakeOverSaysWhatIsLostAndWhichRulesAreSkipped() {
        try (var visitors = new Visitors(SAMPLE, regions.eu(), regions.us());
                var console = operator(eu, OVERVIEW + "/move", english())) {
            var rule = "[data-rule=primary-silent]";
            var why = console.text(rule + "[data-holds=false]");
            assertTrue(why.contains("while it lives, ask it for a switchover"), why);
            var take = console.shown("text=Take over in eu");
            assertTrue(take.isDisabled(), "a rule refuses");
            console.shown(rule + " input").check();
            console.page().fill(".mr-narrow input[type=text]", "the story wants it");
            console.examine("take-over");
            take.click();
            console.page().fill("dialog input", REALM);
            console.shown("dialog button[type=submit]").click();
            console.shown("text=eu is the primary now");
            console.shown("text=primary-silent");
            visitors.awaitMore();
            System.out.println("While the primary was taken over: " + visitors + " " + visitors.refused());
            assertEquals(List.of(), visitors.refused());
        }
    }

    private static void assertOnlyReads(AdminConsole console, String screen) {
        assertEquals(List.of(), console.page().locator(AdminConsole.CHANGES).allInnerTexts(), screen);
    }

    private static AdminConsole operator(Chromium chromium, String address, Browser.NewContextOptions options) {
        return new AdminConsole(chromium, options, "master", "admin", address);
    }

    private static Browser.NewContextOptions english() {
        return new Browser.NewContextOptions().setLocale("en").setViewportSize(1280, 900);
    }
}
