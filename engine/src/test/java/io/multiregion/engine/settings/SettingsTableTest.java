package io.multiregion.engine.settings;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings in {@code docs/operations.md} are those of the code, with the same defaults, in the same order. */
class SettingsTableTest {

    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| (.+) \\| ([^|]+) \\|");

    @Test
    void theDocumentationHasAllOptionsAndNoOthers() throws IOException {
        Map<String, String> coded = new LinkedHashMap<>();
        OptionTable.ALL.forEach(option -> coded.put(option.name(), option.usual()));
        Map<String, String> written = new LinkedHashMap<>();
        rows().forEach(row -> written.put(row.group(1), row.group(3).replace("`", "")));
        assertEquals(coded.toString(), written.toString());
    }

    @Test
    void theDocumentationSaysTheUnitOfEachDuration() throws IOException {
        for (Option option : OptionTable.ALL) {
            String meaning = rows().stream()
                    .filter(row -> row.group(1).equals(option.name()))
                    .findFirst()
                    .orElseThrow()
                    .group(2);
            assertEquals(option.unit() == MILLIS, meaning.matches(".*\\bmilliseconds\\b.*"), option.name());
            assertEquals(option.unit() == SECONDS, meaning.matches(".*\\bseconds\\b.*"), option.name());
        }
    }

    private static List<Matcher> rows() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## Settings"), page.indexOf("## REST"));
        return section.lines().map(ROW::matcher).filter(Matcher::matches).toList();
    }
}
