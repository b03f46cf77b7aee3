package io.multiregion.stories.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.server.Checkout;
import io.multiregion.stories.browser.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A content security policy that lets no script run but those of the server's own, and by their hashes the inline ones that Keycloak's
 * console starts with. It is found as the page about the console tells operators to.
 */
record StrictPolicy(Set<String> sources) {

    private static final Pattern COMMAND = Pattern.compile("```js\nawait (.*?)```", Pattern.DOTALL);
    private static final String REST = "; frame-src 'self'; frame-ancestors 'self'; object-src 'none';";

    /** For the console of a realm as several regions show it: they differ in the addresses in it. */
    static StrictPolicy of(String realm, List<Chromium> regions) {
        Set<String> sources = new LinkedHashSet<>();
        regions.forEach(region -> sources.addAll(of(realm, region)));
        return new StrictPolicy(sources);
    }

    private static List<String> of(String realm, Chromium region) {
        var page = region.page(new Browser.NewContextOptions());
        try {
            page.navigate("/realms/" + realm + "/multi-region/notice");
            page.evaluate("history.replaceState(null, '', '/admin/" + realm + "/console/')");
            var found = (String) page.evaluate(documented());
            return List.of(found.split(" "));
        } finally {
            page.context().close();
        }
    }

    private static String documented() {
        try {
            var text = Files.readString(Checkout.here().root().resolve("docs/console.md"));
            return COMMAND.matcher(text).results().findFirst().orElseThrow().group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it to the realm. */
    void set(Admin admin, String realm) {
        var update = (ObjectNode) Json.of("{browserSecurityHeaders:{}}");
        update.withObject("/browserSecurityHeaders").put("contentSecurityPolicy", String.join(" ", sources) + REST);
        admin.put(realm, update);
    }
}
