package io.multiregion.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of the console's page: each language says all that English says, about the same values. */
class PageTextsTest {

    private static final Path TEXTS = Path.of("src/main/typescript/texts");
    private static final Pattern ENTRY = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr", "it", "ja", "nl", "pl", "pt_BR", "sv", "zh_CN"})
    void aLanguageHasTheTextsOfEnglishWithTheSameValues(String language) throws IOException {
        Map<String, String> english = texts("en");
        Map<String, String> texts = texts(language);
        assertEquals(english.keySet(), texts.keySet());
        texts.forEach((key, text) -> {
            assertEquals(values(english.get(key)), values(text), key);
            assertFalse(text.isBlank(), key);
            assertEquals(text.strip(), text, key);
            if (english.get(key).length() > 20) {
                // short words may be the same in two languages
                assertNotEquals(english.get(key), text, key + " is translated");
            }
        });
    }

    @Test
    void theLanguagesOfThePageAreThoseOfTheSignInPages() throws IOException {
        Set<String> here = languages(TEXTS, "", ".json");
        assertEquals(languages(Path.of("src/main/resources/multi-region/messages"), "messages_", ".properties"), here);
        String loaded = Files.readString(TEXTS.resolve("texts.ts"));
        assertTrue(here.remove("en"), "what the others fall back to");
        for (String language : here) {
            assertTrue(loaded.contains("import(\"./" + language + ".json\")"), language);
        }
    }

    private static Set<String> languages(Path directory, String prefix, String suffix) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                    .map(name -> name.substring(prefix.length(), name.length() - suffix.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Each file is flat: keys and texts. A key that is there twice fails. */
    private static Map<String, String> texts(String language) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        ENTRY.matcher(Files.readString(TEXTS.resolve(language + ".json")))
                .results()
                .forEach(entry -> assertEquals(null, texts.put(entry.group(1), entry.group(2)), entry.group(1)));
        assertFalse(texts.isEmpty(), language);
        return texts;
    }

    private static Set<String> values(String text) {
        return VALUE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
