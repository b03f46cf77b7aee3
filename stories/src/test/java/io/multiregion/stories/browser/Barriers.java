package io.multiregion.stories.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What shuts people out of a page who do not see it well, or use no mouse, as axe finds it. */
public final class Barriers {

    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final String RUN = """
            async ({within}) => {
              const {violations, passes} = await axe.run({include: within.map(selector => [selector])});
              if (passes.length + violations.length === 0) return ['nothing was looked at'];
              return violations.flatMap(found => found.nodes.map(node =>
                found.id + ': ' + node.html + ' ' + node.failureSummary));
            }""";

    private Barriers() {}

    /**
     * Looks for them.
     *
     * @param within selectors of the parts of the page that are looked at
     */
    public static List<?> of(Page page, List<String> within) {
        var there = within.stream()
                .filter(selector -> page.locator(selector).count() > 0)
                .toList();
        page.evaluate(axe());
        return (List<?>) page.evaluate(RUN, Map.of("within", there));
    }

    private static String axe() {
        try (var script = Barriers.class.getResourceAsStream(AXE)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
