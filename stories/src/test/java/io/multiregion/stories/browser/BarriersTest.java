package io.multiregion.stories.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarriersTest {

    @Test
    void aFieldWithoutANameAndPaleLettersAreFoundWhereOneLooks() {
        try (var chromium = new Chromium(URI.create("http://front.test"), 9, Path.of("target/barriers"))) {
            var page = chromium.page("en");
            page.setContent("<main><p class=ours style='color:#ddd;background:#fff'>pale</p><input class=ours></main>");
            var found = Barriers.of(page, List.of(".ours", ".absent")).toString();
            assertTrue(found.contains("color-contrast: ") && found.contains("label: "), found);
            page.setContent("<main><p class=ours>plain</p><input></main>");
            assertEquals(List.of(), Barriers.of(page, List.of(".ours")));
        }
    }
}
