package io.multiregion.stories.parties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.multiregion.stories.browser.Chromium;

/** A user with a browser, which keeps its cookies. */
final class Person {

    private final String name;
    private final Page page;

    Person(String name, Chromium chromium) {
        this.name = name;
        page = chromium.page("en");
    }

    static String password(String name) {
        return name + "-secret";
    }

    /** Opens the page of a party, is asked who he is, and says so. Returns the access token that the party has got. */
    String signIn(RelyingParty party) {
        page.navigate(party.page().toString());
        page.fill("#username", name);
        page.fill("#password", password(name));
        page.click("#kc-login");
        return shown(party);
    }

    /** Opens the page of a party, and is not asked. Returns the access token that the party has now. */
    String visit(RelyingParty party) {
        page.navigate(party.page().toString());
        return shown(party);
    }

    private String shown(RelyingParty party) {
        assertEquals(party.page().toString(), page.url(), page::content);
        assertEquals(name, page.locator("#user").textContent().strip(), page::content);
        return page.locator("#token").textContent().strip();
    }

    /** Whether a party does not know him, and the realm asks who he is. */
    boolean isAsked(RelyingParty party) {
        page.navigate(party.page().toString());
        return page.locator("#kc-login").isVisible();
    }

    void signOut(RelyingParty party) {
        page.navigate(party.page().toString());
        page.click("#sign-out");
        page.getByText("Goodbye").waitFor();
    }

    /** The parties do not know him any more; the realm does. */
    void leaveParties() {
        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setDomain("localhost"));
    }

    /** The region that the load balancer keeps him in. */
    String region() {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("REGION"))
                .map(cookie -> cookie.value.substring(0, 2))
                .findFirst()
                .orElse("none");
    }

    Page page() {
        return page;
    }
}
