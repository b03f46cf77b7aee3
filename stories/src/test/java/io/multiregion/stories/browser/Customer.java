package io.multiregion.stories.browser;

import com.microsoft.playwright.Page;
import io.multiregion.lab.client.Admin;

/** Somebody at a browser who wants into a client of a realm: the sign-in pages stand between. */
public final class Customer implements AutoCloseable {

    private final Page page;
    private final String realm;
    private final String client;

    /** @param client by its id; its pages are those of the host of that name, below {@code test} */
    public Customer(Page page, String realm, String client) {
        this.page = page;
        this.realm = realm;
        this.client = client;
    }

    /** Goes to the client, which sends whom it does not know to the realm. */
    public Customer enters() {
        page.navigate("/realms/" + realm + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id="
                + client + "&redirect_uri=" + Admin.encode(home()));
        return this;
    }

    /** Fills in the first page. */
    public Customer gives(String user, String password) {
        page.fill("#username", user);
        page.fill("#password", password);
        page.click("#kc-login");
        return this;
    }

    /** Fills in the page of another factor. */
    public void givesCode(String field, String code) {
        page.fill("[name=" + field + "]", code);
        page.click("[type=submit]");
    }

    /** Presses a button that a script of the page waits for: before that script is there, nothing would come of it. */
    public Customer presses(String button) {
        page.waitForSelector(button);
        page.waitForLoadState();
        page.click(button);
        return this;
    }

    /** Waits until the client lets him in. */
    public void awaitIn() {
        page.waitForURL(url -> url.startsWith(home() + "?"));
    }

    /** Whether he is known already: no page stood between. */
    public boolean isIn() {
        return page.url().startsWith(home() + "?");
    }

    public Page page() {
        return page;
    }

    /** All that his browser keeps, until it is closed: somebody else may begin with it. */
    public String cookies() {
        return page.context().storageState();
    }

    private String home() {
        return "http://" + client + ".test/cb";
    }

    @Override
    public void close() {
        page.context().close();
    }
}
