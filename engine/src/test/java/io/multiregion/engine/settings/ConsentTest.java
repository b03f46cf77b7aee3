package io.multiregion.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.settings.Settings.TrustedDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "realms=*&mayBecomePrimary=true | realms=*&mayBecomePrimary=true",
                "mayBecomePrimary=false&realms=shop, acme | realms=acme,shop&mayBecomePrimary=false",
                "realms=two words | realms=two words&mayBecomePrimary=false",
                "realms= | realms=&mayBecomePrimary=false",
                "mayBecomePrimary=true | realms=&mayBecomePrimary=true"
            })
    void whatIsWrittenIsReadAgain(String text, String written) {
        Consent consent = Consent.parse(text);
        assertEquals(written, consent.toString());
        assertEquals(consent, Consent.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "realms",
                "realm=acme",
                "realms=*,acme",
                "realms=acme,",
                "realms=a*",
                "realms=a&realms=b",
                "mayBecomePrimary=yes",
                "mayBecomePrimary=",
                "realms=*&"
            })
    void whatCannotBeMeantIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Consent.parse(text));
    }

    @Test
    void aNameIsOneRealmAndAStarIsAll() {
        Consent some = Consent.parse("realms=acme");
        assertTrue(some.isToCopy("acme"));
        assertFalse(some.isToCopy("ACME"));
        assertFalse(Consent.NONE.isToCopy("acme"));
        assertTrue(Consent.parse("realms=*").isToCopy("acme"));
        assertEquals(some, some.but(null, null, null));
        assertEquals(Consent.NONE, some.but("", null, null));
        assertEquals(
                List.of("acme", "shop"), some.but("shop,acme", "true", null).names());
    }

    @Test
    void theDirectoryOfASettingMaySayWhatItsRegionsMayDo() {
        assertEquals(Consent.NONE, trusted("/keys/trust").consent());
        TrustedDirectory said = trusted("/keys/trust?realms=*&mayBecomePrimary=true");
        assertEquals(Optional.of(Path.of("/keys/trust")), said.directory());
        assertEquals(Consent.parse("realms=*&mayBecomePrimary=true"), said.consent());
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> trusted("/keys/trust?realm=acme"))
                        .getMessage()
                        .contains(
                                "trust is wrong behind the question mark: 'realm=acme' is neither realms=... nor mayBecomePrimary=..."));
    }

    private static TrustedDirectory trusted(String trust) {
        return GivenOptions.complete().with("trust", trust).read().trust();
    }
}
