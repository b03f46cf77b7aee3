package io.multiregion.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        rows().forEach(row -> written.put(row.group(1), usual(row.group(3))));
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
            String unit = option.unit() == null
                    ? ""
                    : switch (option.unit()) {
                        case SECONDS -> "in seconds";
                        case MILLIS -> "in milliseconds";
                        default -> throw new IllegalStateException(option.name());
                    };
            assertTrue(meaning.contains(unit), option.name());
        }
    }

    /** Without what is said behind a colon about a default. */
    private static String usual(String cell) {
        return cell.replace("`", "").split(":")[0];
    }

    private static List<Matcher> rows() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## Settings"), page.indexOf("## REST"));
        return section.lines().map(ROW::matcher).filter(Matcher::matches).toList();
    }
}
