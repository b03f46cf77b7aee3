package io.multiregion.stories.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.multiregion.stories.browser.Barriers;
import io.multiregion.stories.browser.Chromium;
import java.util.List;
import java.util.function.Consumer;

/** The admin console, as somebody sees it who has signed in. */
final class AdminConsole implements AutoCloseable {

    static final String ENTRY = "#nav-item-multi-region";

    /** What changes something: a button that looks like a link only reads, as a download does. */
    static final String CHANGES = ".mr-pages button:not(.pf-m-link), .mr-pages input";

    private static final Locator.WaitForOptions GONE =
            new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

    private static final List<String> OURS =
            List.of(".mr-pages", "#multi-region-banner", ENTRY, "#multi-region-overlay");

    private final Chromium chromium;
    private final Page page;

    /**
     * Signs in, and shows an address of the console.
     *
     * @param home the realm of the user, whose password is his name
     * @param address what comes after the {@code #}
     */
    AdminConsole(Chromium chromium, Browser.NewContextOptions options, String home, String user, String address) {
        this(chromium, chromium.page(options), home, user, address);
    }

    /** The same in a page that somebody has prepared. */
    AdminConsole(Chromium chromium, Page page, String home, String user, String address) {
        this.chromium = chromium;
        this.page = page;
        page.navigate("/admin/" + home + "/console/#" + address);
        page.fill("#username", user);
        if (page.locator("#password").count() == 0) {
            // a realm with organizations asks for the name first
            page.click("#kc-login");
        }
        page.fill("#password", user);
        page.click("#kc-login");
    }

    Page page() {
        return page;
    }

    /** Something that is shown, once it is. */
    Locator shown(String selector) {
        var found = page.locator(selector).first();
        found.waitFor();
        return found;
    }

    String text(String selector) {
        return shown(selector).innerText();
    }

    /** Goes to each screen that the page's own menu has, and waits until its facts are there. */
    void visitAll(Consumer<String> visit) {
        var links = page.locator(".mr-menu a");
        for (int i = 0; i < links.count(); i++) {
            links.nth(i).click();
            var screen = shown(".mr-menu a.mr-current").innerText();
            page.locator(".mr-pages .pf-v5-c-spinner").first().waitFor(GONE);
            shown(".mr-screen");
            visit.accept(screen);
        }
    }

    /** Takes a picture of what is shown, and looks for what shuts people out of our parts of it. */
    void examine(String name) {
        chromium.picture(page, name);
        assertEquals(List.of(), Barriers.of(page, OURS), name);
    }

    @Override
    public void close() {
        page.context().close();
    }
}
