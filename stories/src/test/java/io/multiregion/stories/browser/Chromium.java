package io.multiregion.stories.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.multiregion.lab.machine.Program;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A browser without a window. It finds one region, or a load balancer, at the address that users know. */
public final class Chromium implements AutoCloseable {

    private static final List<String> OPTIONS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    private final URI front;
    private final Path pictures;
    private final Playwright playwright;
    private final Browser browser;

    /**
     * Starts it.
     *
     * @param front the address that users know
     * @param port where what answers there listens on this machine
     * @param pictures the directory for pictures of the pages
     */
    public Chromium(URI front, int port, Path pictures) {
        this.front = front;
        this.pictures = pictures;
        // as long as all else waits: the machine may be busy
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(options(front, port));
    }

    private static BrowserType.LaunchOptions options(URI front, int port) {
        var options = new ArrayList<>(OPTIONS);
        // also the pages of clients, to which a sign-in leads back: nobody else has names below test
        var here = " 127.0.0.1:" + port;
        options.add("--host-resolver-rules=MAP " + front.getHost() + here + ",MAP *.test" + here);
        // pages may use what browsers keep for https: cryptography, security keys
        options.add("--unsafely-treat-insecure-origin-as-secure=" + front);
        return new BrowserType.LaunchOptions()
                .setExecutablePath(Program.of("chromium", "chromium"))
                .setArgs(options);
    }

    /** A page of somebody who has no cookies, and reads that language. It belongs to a context of its own. */
    public Page page(String language) {
        return page(new Browser.NewContextOptions().setLocale(language));
    }

    /** A page of somebody who has no cookies. */
    public Page page(Browser.NewContextOptions options) {
        return browser.newContext(options.setBaseURL(front.toString())).newPage();
    }

    /** Opens a page for somebody who has no cookies, takes a picture of it, and returns its document. */
    public String open(String path, String language, String picture) {
        var page = page(language);
        try {
            page.navigate(path);
            picture(page, picture);
            return page.content();
        } finally {
            page.context().close();
        }
    }

    /** Takes a picture of what the page shows, as test output. */
    public void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(name + ".png")));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
