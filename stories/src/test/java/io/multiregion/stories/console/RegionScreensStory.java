package io.multiregion.stories.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.region.BesideOthers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The screens about one region and about what was left behind, while a wire of this realm's own is cut and the role is taken over. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RegionScreensStory {

    private static final String REALM = "screens";
    private static final String OVERVIEW = "/" + REALM + "/multi-region";
    private static final Path PICTURES = Path.of("target/console");

    private static final String WHY = ".mr-sentence";

    private TwoRegions regions;
    private Roles roles;
    private Link wire;
    private Chromium eu;
    private Chromium us;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        roles = new Roles(regions, REALM);
        wire = Link.to(regions.us().port());
        new SampleRealm(REALM, TwoRegions.FRONT, 0).create(regions.eu().admin());
        new Replication(regions.eu().admin(), REALM)
                .replicate(regions.us(), wire.url().toString(), Duration.ofSeconds(60));
        eu = new Chromium(URI.create(TwoRegions.FRONT), regions.eu().port(), PICTURES);
        us = new Chromium(URI.create(TwoRegions.FRONT), regions.us().port(), PICTURES);
    }

    @AfterAll
    void close() {
        us.close();
        eu.close();
        wire.close();
    }

    @Test
    @Order(1)
    void aRegionSaysWhatItHasAndWhatHasHappenedToIt() {
        try (var console = operator(eu, OVERVIEW)) {
            console.shown("[data-region=us] >> text=More about us").click();
            console.shown(WHY + "[data-why=LEVEL]");
            act(console, "verify").click();
            console.shown("text=It is done.");
            console.shown("text=Resources that differed: 0.");
            var users = console.text("[data-row=USER]");
            assertTrue(users.contains("the same"), users);
            console.shown("[data-past=us] >> text=0 resources differ");
            console.examine("region");
        }
    }

    @Test
    @Order(1)
    void aSecondaryLeadsToThePrimaryForWhatCanBeDone() {
        var phone = new Browser.NewContextOptions().setLocale("de").setViewportSize(390, 800);
        try (var console = new AdminConsole(us, phone, "master", "admin", OVERVIEW + "/regions/us")) {
            console.shown("[data-row=USER]");
            var link = console.shown(".mr-pages .pf-m-info a").getAttribute("href");
            assertTrue(link.endsWith("#" + OVERVIEW + "/regions/us"), link);
            assertEquals(0, console.page().locator("[data-act]").count());
            var wide = console.page().evaluate("document.documentElement.scrollWidth > window.innerWidth");
            assertEquals(false, wide, "nothing is wider than the phone");
            console.examine("region-phone");
        }
    }

    /** "Why is us behind?", and "What happened last night?", asked by somebody who was not there. */
    @Test
    @Order(2)
    void itSaysWhyARegionIsBehindAndWhatHappened() {
        wire.set(Link.State.DOWN);
        assertTrue(roles.writes(regions.eu(), "late"));
        try (var console = operator(eu, OVERVIEW + "/regions/us")) {
            var why = console.text(WHY + "[data-why=WAITING]");
            assertTrue(why.contains("a reason that passes by itself"), why);
            var mend = console.text("[data-mend=PASSES]");
            assertTrue(mend.contains("no answer") && mend.contains(wire.url().toString()), mend);
            console.shown("[data-mend=PASSES] >> text=Next try");
            assertTrue(mend.contains("tried again by itself, after 15 seconds at most"), mend);
            assertTrue(mend.contains("curl -si '" + wire.url() + "/realms/screens/multi-region/health/active'"), mend);
            act(console, "tryNow").click();
            console.shown("text=It is tried again now.");
            console.examine("region-behind");
            wire.set(Link.State.UP);
            console.shown(WHY + "[data-why=LEVEL]");
            var night = console.shown("[data-past=us] tbody tr:has-text('Waiting'):has-text('no answer')");
            assertTrue(night.innerText().contains("after "), night::innerText);
            console.shown("[data-past=us] tbody tr:first-child:has-text('Level')");
        } finally {
            wire.set(Link.State.UP);
        }
    }

    @Test
    @Order(2)
    void whatTakesSomethingAwayAsksForTheRealmsName() {
        try (var console = operator(eu, OVERVIEW + "/regions/us")) {
            assertTrue(act(console, "remove").isDisabled(), "it serves");
            act(console, "pause").click();
            sure(console, true);
            console.shown(WHY + "[data-why=PAUSED]");
            act(console, "remove").click();
            console.examine("region-remove");
            assertTrue(submit(console).isDisabled(), "nobody has typed the realm's name");
            console.page().click("dialog >> text=Cancel");
            act(console, "repair").click();
            sure(console, false);
            console.shown("[data-act='region.repair'] >> text=It is done.");
            act(console, "resume").click();
            console.shown(WHY + "[data-why=LEVEL]");
        }
    }

    private static Locator act(AdminConsole console, String verb) {
        return console.shown("[data-act='region." + verb + "'] > button");
    }

    private static Locator submit(AdminConsole console) {
        return console.shown("dialog button[type=submit]");
    }

    private static void sure(AdminConsole console, boolean named) {
        assertEquals(named, submit(console).isDisabled(), "whether the realm's name is asked for");
        if (named) {
            console.page().fill("dialog input", REALM);
        }
        submit(console).click();
    }

    /** Of what us never got, one is applied, one let go, and then all that is left. */
    @Test
    @Order(3)
    void whatWasLeftBehindIsDecidedByClicks() throws IOException {
        wire.set(Link.State.DOWN);
        var alice =
                new SampleRealm(REALM, TwoRegions.FRONT, 0).userId(regions.eu().admin(), SampleRealm.USER);
        regions.eu().admin().put(REALM + "/users/" + alice, Json.of("{firstName:'Theirs'}"));
        for (var user : Set.of("wanted", "unwanted", "undecided")) {
            assertTrue(roles.writes(regions.eu(), user), user);
        }
        roles.at(regions.us()).forceFailover().expect(200);
        wire.set(Link.State.UP);
        roles.awaitPrimary(regions.us());
        roles.listed(regions.us(), "wanted", "unwanted", "undecided", SampleRealm.USER);
        try (var console = operator(us, OVERVIEW)) {
            console.shown("text=Changes of a former primary wait for a decision: 4")
                    .click();
            var changed = console.text(card(SampleRealm.USER));
            assertTrue(changed.contains("In eu then") && changed.contains("Here now"), changed);
            assertTrue(changed.contains("Theirs") && changed.contains("Alice"), changed);
            console.examine("divergences");
            decide(console, "wanted", "Apply");
            console.shown(card("wanted") + "[data-status=REAPPLIED]");
            decide(console, "unwanted", "Let go");
            console.shown(card("unwanted") + "[data-status=DISMISSED]");
            var export = console.page()
                    .waitForDownload(() -> console.page().click(".mr-screen > .mr-buttons >> text=Export"));
            var file = Files.readString(export.path());
            assertTrue(file.contains("\"undecided\"") && file.contains("Theirs"), file);
            chooseAndApply(console, SampleRealm.USER);
            letAllGo(console);
        }
        try (var console = operator(us, OVERVIEW + "/regions/us")) {
            console.shown("[data-past=us] tbody tr:has-text('took the role')");
        }
        var applied = regions.us().admin().get(REALM + "/users/" + alice);
        assertEquals("Theirs", applied.path("firstName").asText());
        assertEquals(Set.of("wanted"), roles.users(regions.us(), "wanted"));
        assertEquals(Set.of(), roles.users(regions.us(), "un"));
    }

    private static void decide(AdminConsole console, String user, String verb) {
        console.shown(card(user)).getByText(verb).click();
        console.examine("divergence-" + user);
        sure(console, false);
    }

    private static void chooseAndApply(AdminConsole console, String user) {
        console.shown(card(user) + " input").check();
        console.page().click("text=Apply (1)");
        sure(console, false);
        console.shown(card(user) + "[data-status=REAPPLIED]");
    }

    /** For all of them the realm's name is typed. */
    private static void letAllGo(AdminConsole console) {
        console.page().click("text=Let all go");
        sure(console, true);
        console.shown("[data-open='0']");
        assertEquals(0, console.page().locator("text=Let all go").count(), "nothing is left to decide");
        assertFalse(console.page().locator(".mr-pages .pf-m-danger").first().isVisible(), "and nothing has failed");
    }

    private static String card(String user) {
        return "[data-divergence][aria-label='USER " + user + "']";
    }

    private static AdminConsole operator(Chromium chromium, String address) {
        var english = new Browser.NewContextOptions().setLocale("en").setViewportSize(1280, 900);
        return new AdminConsole(chromium, english, "master", "admin", address);
    }
}
