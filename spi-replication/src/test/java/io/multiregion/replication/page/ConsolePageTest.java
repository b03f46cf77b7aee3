package io.multiregion.replication.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.theme.Theme;

class ConsolePageTest {

    private static final Map<String, Object> VALUES = Map.of("resourceUrl", "/resources/1/admin/ours");

    @TempDir
    Path theme;

    @ParameterizedTest
    @ValueSource(strings = {"</head>", "</HEAD>", "</head >", "</head\n>"})
    void theScriptIsTheLastOfTheHeadHoweverAThemeWritesIt(String end) throws IOException {
        assertEquals(
                "<head>  <script type=\"module\" src=\"/resources/1/admin/ours/multi-region/console/console-AB12.js\"></script>\n  "
                        + end + "<body>",
                page("<head>" + end + "<body>", "console-AB12.js"));
    }

    @Test
    void whatIsNotKnownIsLeftAsItIs() throws IOException {
        assertEquals("<head></head>", page("<head></head>", null), "no script is there");
        assertEquals("<head></head>", page("<head></head>", "console-1.js\"></script><script>"), "that is no name");
        assertEquals("<body>", page("<body>", "console-AB12.js"), "there is no head");
        assertEquals(
                "<head></head>",
                ConsolePage.withScript("<head></head>", Map.of(), new WrittenTheme(Theme.Type.ADMIN, theme)),
                "nothing says where resources are");
    }

    private String page(String html, String entry) throws IOException {
        if (entry != null) {
            Files.writeString(
                    Files.createDirectories(theme.resolve("multi-region/console"))
                            .resolve("entry"),
                    entry);
        }
        return ConsolePage.withScript(html, VALUES, new WrittenTheme(Theme.Type.ADMIN, theme));
    }
}
