package io.multiregion.stories.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.region.BesideOthers;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The page is a guest of the console: it lives with a realm's policy and theme, and what fails of it takes nothing else along. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class GuestStory {

    private static final String REALM = "guest";
    private static final String OVERVIEW = "/" + REALM + "/multi-region";
    private static final Path PICTURES = Path.of("target/console");

    private TwoRegions regions;
    private Chromium eu;
    private Chromium us;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        Stream.of(OwnTheme.COLOURED, OwnTheme.REWRITTEN).forEach(theme -> {
            theme.putInto(regions.eu());
            theme.putInto(regions.us());
        });
        var admin = regions.eu().admin();
        new SampleRealm(REALM, TwoRegions.FRONT, 0).create(admin);
        // so short that the page needs a new token for each call
        admin.put(REALM, Json.of("{accessTokenLifespan:4}"));
        Operator.create(admin, REALM, "keeper", "realm-management", "realm-admin");
        regions.replicate(REALM);
        eu = new Chromium(URI.create(TwoRegions.FRONT), regions.eu().port(), PICTURES);
        us = new Chromium(URI.create(TwoRegions.FRONT), regions.us().port(), PICTURES);
    }

    @AfterAll
    void closeBrowsers() {
        us.close();
        eu.close();
    }

    /** The realm's own administrator: who may do all in it, and overrides no rule. */
    @Test
    @Order(1)
    void aStrictPolicyHasNothingAgainstIt() {
        allowOnlyWhatIsNeeded();
        var violations = Violations.of(eu.page(english()));
        try (var console = keeper(eu, violations)) {
            console.shown("[data-region=us] [data-state=LEVEL]");
            console.shown(AdminConsole.ENTRY);
            console.shown(".mr-menu a[href$='/move']").click();
            console.shown("text=Switch over to us");
            assertEquals(List.of(), violations.found());
            console.page()
                    .evaluate("document.head.append(Object.assign("
                            + "document.createElement('script'), {textContent: 'window.sneaked = true'}))");
            console.page().waitForCondition(() -> !violations.found().isEmpty());
            assertEquals(false, console.page().evaluate("'sneaked' in window"), "the policy is in force");
        }
    }

    @Test
    @Order(2)
    void anotherThemeHasThePageAndTheBanner() {
        take(OwnTheme.COLOURED);
        var violations = Violations.of(us.page(english()));
        try (var console = keeper(us, violations)) {
            assertEquals("Coloured", console.page().title());
            assertPageAndBanner(console, violations);
            console.examine("coloured");
        }
    }

    @Test
    @Order(3)
    void aThemeWithAPageOfItsOwnHasThemToo() {
        take(OwnTheme.REWRITTEN);
        allowOnlyWhatIsNeeded();
        var violations = Violations.of(us.page(english()));
        try (var console = keeper(us, violations)) {
            console.shown("#ours");
            assertPageAndBanner(console, violations);
            console.examine("rewritten");
        }
    }

    private static void assertPageAndBanner(AdminConsole console, Violations violations) {
        console.shown("[data-region=us]");
        console.shown("#multi-region-banner a");
        console.shown(AdminConsole.ENTRY);
        console.shown(".mr-menu a[href$='/move']").click();
        console.shown("[data-rule=primary-silent][data-holds=false]");
        assertTrue(console.page().locator("text=Take over in us").isDisabled());
        assertEquals(0, console.page().locator("[data-rule] input").count(), "only operators skip rules");
        assertEquals(List.of(), violations.found());
    }

    /** It is not left for the browser's own page of an address that does not answer, though it needs new tokens. */
    @Test
    @Order(4)
    void afterThreeCallsWithoutAnAnswerEachStateIsUnknown() {
        try (var console = new AdminConsole(eu, english(), REALM, "keeper", OVERVIEW)) {
            console.shown("[data-region=us] [data-state=LEVEL]");
            var page = console.page();
            var calls = new AtomicInteger();
            page.route("**/multi-region/overview", route -> {
                calls.incrementAndGet();
                route.abort();
            });
            page.route("**/protocol/openid-connect/token", route -> {
                calls.incrementAndGet();
                route.abort();
            });
            console.shown("[data-region=us] [data-state=UNKNOWN]");
            assertTrue(calls.get() <= 3, () -> calls + " calls");
            assertEquals(
                    page.locator("[data-state]").count(),
                    page.locator("[data-state=UNKNOWN]").count());
            page.unrouteAll();
            console.shown("[data-region=us] [data-state=LEVEL]");
        }
    }

    /** What the server says is not understood, and a part of the script does not come, as while nodes have different versions. */
    @Test
    @Order(4)
    void aPageThatFailsLeavesTheConsoleAsItIs() {
        var page = eu.page(english());
        page.route(
                "**/multi-region/overview",
                route -> route.fulfill(new Route.FulfillOptions().setBody("{\"role\":\"PRIMARY\",\"regions\":{}}")));
        try (var console = new AdminConsole(eu, page, "master", "admin", OVERVIEW)) {
            console.shown("[data-broken] button");
            console.examine("broken");
            page.route("**/multi-region/console/part-*.js", Route::abort);
            console.shown(".mr-menu a[href$='/move']").click();
            console.shown("[data-broken]:has-text('import')");
            console.shown("#nav-item-realm-settings").click();
            console.shown("[data-testid=displayName]");
            assertEquals(0, page.locator("[data-broken]").count());
        }
    }

    /** By what the page about the console tells operators to do. */
    private void allowOnlyWhatIsNeeded() {
        var policy = StrictPolicy.of(REALM, List.of(eu, us));
        policy.set(regions.eu().admin(), REALM);
        regions.equality(REALM).awaitLevel();
    }

    private void take(OwnTheme theme) {
        regions.eu().admin().put(REALM, Json.of("{adminTheme:'%s'}", theme.name()));
        regions.equality(REALM).awaitLevel();
    }

    private static AdminConsole keeper(Chromium chromium, Violations violations) {
        return new AdminConsole(chromium, violations.page(), REALM, "keeper", OVERVIEW);
    }

    private static Browser.NewContextOptions english() {
        return new Browser.NewContextOptions().setLocale("en").setViewportSize(1280, 900);
    }
}
