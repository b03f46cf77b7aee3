package io.multiregion.stories.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
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
            letAllGo(console);
        }
        assertEquals(Set.of("wanted"), roles.users(regions.us(), "wanted"));
        assertEquals(Set.of(), roles.users(regions.us(), "un"));
    }

    private static void decide(AdminConsole console, String user, String verb) {
        console.shown(card(user)).getByText(verb).click();
        console.examine("divergence-" + user);
        console.shown("dialog button[type=submit]").click();
    }

    /** For all of them the realm's name is typed. */
    private static void letAllGo(AdminConsole console) {
        console.page().click("text=Let all go");
        var submit = console.shown("dialog button[type=submit]");
        assertTrue(submit.isDisabled(), "nobody has typed the realm's name");
        console.page().fill("dialog input", REALM);
        submit.click();
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
