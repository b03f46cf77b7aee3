package io.multiregion.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionMessagesTest {

    private static final String PRIMARY = "https://eu.example.com";

    private final RegionMessages texts = new RegionMessages();

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "it", "nl", "pt-BR", "ja", "pl", "sv", "zh-CN", "zh-Hans", "zh"})
    void everyTextIsThereAndNamesThePrimaryWhereTheEnglishOneDoes(String language) throws IOException {
        Locale locale = Locale.forLanguageTag(language);
        Properties messages = texts.getMessages("messages", locale);
        Properties english = texts.getMessages("messages", Locale.ENGLISH);
        assertEquals(english.stringPropertyNames(), messages.stringPropertyNames());
        assertFalse(messages.isEmpty(), language);
        for (String key : messages.stringPropertyNames()) {
            String shown = new MessageFormat(messages.getProperty(key), locale).format(new Object[] {PRIMARY});
            // an apostrophe that is not doubled would swallow the address
            assertEquals(english.getProperty(key).contains("{0}"), shown.contains(PRIMARY), shown);
            if (!language.equals("en")) {
                assertNotEquals(english.getProperty(key), messages.getProperty(key), key + " is translated");
            }
            assertEquals(messages.getProperty(key).replace("''", "'").replace("{0}", PRIMARY), shown);
        }
    }

    @Test
    void textsAreReadAsUtf8() throws IOException {
        String german = texts.getMessages("messages", Locale.GERMAN).getProperty("multiRegionReadOnly");
        assertTrue(german.contains("schreibgeschützte"), german);
    }

    @Test
    void anUnknownLanguageOrBundleHasNoTexts() throws IOException {
        assertTrue(texts.getMessages("messages", Locale.KOREAN).isEmpty());
        assertTrue(
                texts.getMessages("messages", Locale.forLanguageTag("zh-Hant")).isEmpty());
        assertTrue(texts.getMessages("messages", Locale.TAIWAN).isEmpty());
        assertTrue(texts.getMessages("other", Locale.ENGLISH).isEmpty());
    }
}
