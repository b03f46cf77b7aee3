package io.multiregion.stories.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.region.Alone;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What fails while somebody looks: no card stays green, and the page says what would be lost now. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SilenceStory {

    private static final String REALM = "silence";

    /** Three heartbeats, and two calls of the page: it may have asked just before, and the next answer is on its way. */
    private static final Duration SAID = Duration.ofMillis(3 * 1000 + 2 * 2000);

    private TwoRegions regions;
    private Chromium eu;
    private AdminConsole console;

    @BeforeAll
    void look(TwoRegions started) {
        regions = started;
        new SampleRealm(REALM, TwoRegions.FRONT, 0).create(regions.eu().admin());
        regions.replicate(REALM);
        eu = new Chromium(URI.create(TwoRegions.FRONT), regions.eu().port(), Path.of("target/console"));
        var english = new Browser.NewContextOptions().setLocale("en").setViewportSize(1280, 900);
        console = new AdminConsole(eu, english, "master", "admin", "/" + REALM + "/multi-region");
        console.shown("[data-region=us] [data-state=LEVEL]");
    }

    @AfterEach
    void heal() {
        regions.heal();
        console.shown("[data-region=us] [data-state=LEVEL]");
        assertTrue(sentence().startsWith("us holds everything up to "), sentence());
    }

    @AfterAll
    void close() {
        eu.close();
    }

    @Test
    void whatWouldBeLostNowIsSaidWhileARegionIsCutOff() {
        regions.toUs().set(Link.State.DOWN);
        for (int i = 0; i < 3; i++) {
            regions.eu().admin().post(REALM + "/users", Json.of("{username:'unshipped%s'}", i));
        }
        console.shown("[data-region=us] [data-state=WAITING]");
        console.shown(".mr-sentence:has-text('If it took over as it is, 3 announced changes would be lost.')");
        assertTrue(sentence().startsWith("us does not follow now."), sentence());
        var why = console.text("[data-region=us] .pf-v5-c-alert");
        assertTrue(why.contains("It passes by itself, and is tried again"), why);
        console.examine("cut-off");
    }

    @Test
    void aRegionThatIsFrozenIsUnknown() {
        regions.us().freeze();
        assertSaid("frozen", "UNKNOWN");
        assertEquals(
                "Nobody here knows how the regions are: the last report is older than three heartbeats.", sentence());
        console.examine("frozen");
    }

    @Test
    void aRegionThatIsKilledIsWaitedFor() {
        regions.us().kill();
        assertSaid("killed", "WAITING");
        console.shown(".mr-sentence:has-text('us does not follow now.')");
    }

    /** The one that the page asks: its calls hang, and do not fail. */
    @Test
    void whereTheRegionThatIsAskedIsFrozenAllAreUnknown() {
        regions.eu().freeze();
        assertSaid("frozen itself", "UNKNOWN");
        console.shown("[data-region=eu] [data-state=UNKNOWN]");
        console.shown("text=This region does not answer");
        console.examine("silent");
    }

    private void assertSaid(String what, String state) {
        long began = System.nanoTime();
        console.shown("[data-region=us] [data-state=" + state + "]");
        var took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("The card of a region that is %s says so after %d ms%n", what, took.toMillis());
        assertTrue(took.compareTo(SAID) < 0, took::toString);
        assertEquals(
                0, console.page().locator("[data-region=us] [data-state=LEVEL]").count());
    }

    private String sentence() {
        return console.text(".mr-sentence");
    }
}
