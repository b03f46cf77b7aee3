package io.multiregion.engine.overview.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.view.TroubleRepresentation;
import io.multiregion.engine.overview.OverviewRepresentation;
import io.multiregion.engine.overview.OverviewRepresentation.Copy;
import io.multiregion.engine.overview.OverviewRepresentation.Lag;
import io.multiregion.engine.overview.OverviewRepresentation.LastVerify;
import io.multiregion.engine.overview.OverviewRepresentation.Region;
import io.multiregion.engine.overview.OverviewRepresentation.TakeOver;
import io.multiregion.engine.overview.OverviewRepresentation.Told;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.vitals.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The overview as text says what the page says, in the page's words, and nothing in it is more than text. */
class OverviewTextTest {

    private static final String AT = "2026-11-28T03:00:00Z";

    private final JsonNode page = page();

    private static JsonNode page() {
        try {
            Path folder = Path.of("").toAbsolutePath();
            while (!folder.resolve("mvnw").toFile().exists()) {
                folder = folder.getParent();
            }
            return new ObjectMapper()
                    .readTree(folder.resolve("theme/src/main/typescript/texts/en.json")
                            .toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Region primary() {
        Copy copy = new Copy("ACTIVE", null, 3L, "3:17", null, null, null, null, null);
        Told told = new Told(null, null, "26.7.5", "0.1.0", 2, true, "2027-03-01T00:00:00Z");
        return new Region(
                "eu", true, "PRIMARY", "https://eu", null, "PRIMARY", AT, copy, null, told, null, null, null, null);
    }

    private static Region copy(String name, String state, TroubleRepresentation trouble) {
        Copy copy = new Copy("ACTIVE", "ACTIVE", 3L, "3:17", 43L, 5000L, 100L, 12.5, 90L);
        Lag lag = new Lag(12L, 40L, null, 5L);
        Told told = new Told(100L, -30L, "26.7.5", "0.1.0", 1, false, "2027-03-01T00:00:00Z");
        return new Region(
                name,
                false,
                "SECONDARY",
                "https://" + name,
                "https://login." + name,
                state,
                null,
                copy,
                lag,
                told,
                800L,
                null,
                new LastVerify(AT, 0L),
                trouble);
    }

    private static String text(TakeOver takeOver, Region... regions) {
        return OverviewText.of(new OverviewRepresentation(
                "acme",
                "eu",
                "PRIMARY",
                AT,
                3,
                "3:17",
                true,
                null,
                null,
                List.of(regions),
                takeOver,
                2,
                List.of("a certificate ends"),
                new DrillDesk.Entry("id", AT, "us", true, 120L, true),
                null));
    }

    @Test
    void itSaysFirstWhatWouldBeLost() {
        String text = text(new TakeOver("us", 0L, null, 12L), primary(), copy("us", "LEVEL", null));
        List<String> lines = text.lines().toList();
        assertEquals("Realm acme, as eu sees it at " + AT, lines.get(0));
        assertEquals(
                "us holds everything up to 12 ms ago; taking over now would lose nothing that was announced.",
                lines.get(1));
        assertTrue(lines.contains("eu: Primary since " + AT + " (this region)"), text);
        assertTrue(lines.contains("us: Level"), text);
        assertTrue(lines.contains("Changes of a former primary wait for a decision: 2"), text);
        assertTrue(lines.contains("  " + AT + ", to us: passed; changes would pause for about 120 ms"), text);
    }

    @Test
    void whatIsLostIsCountedAndNamed() {
        assertTrue(
                text(new TakeOver("us", 5L, null, 4200L), primary(), copy("us", "CATCHING_UP", null))
                        .contains(
                                "\nIf us took over now, 5 announced changes would be lost: it holds everything up to 4.2 s ago.\n"));
        assertTrue(text(null, primary(), copy("us", "COPYING", null)).contains("\nus: Copying 43 %\n"));
        assertTrue(text(null, primary(), copy("us", "COPYING", null)).contains("\nNo region could take over now.\n"));
        assertTrue(text(null, primary(), copy("us", "UNKNOWN", null)).contains("\nNobody here knows how the regions"));
        assertTrue(
                text(new TakeOver("ap", 0L, null, 1L), primary(), copy("ap", "LEVEL", null), copy("us", "LEVEL", null))
                        .contains("\nap and us hold everything up to 1 ms ago; "));
    }

    @Test
    void theWordsAreThoseOfThePage() {
        for (String state : Condition.WORDS) {
            assertEquals(page.get("state." + state).asText(), Words.state(state));
        }
        for (Remedy remedy : Remedy.values()) {
            assertEquals(page.get("trouble." + remedy).asText(), Words.TROUBLES.get(remedy.name()));
        }
        String text = text(new TakeOver("us", 0L, null, 12L), primary(), copy("us", "CATCHING_UP", null));
        for (String fact : List.of(
                "lag",
                "p99",
                "behind",
                "rate",
                "left",
                "heard",
                "epoch",
                "position",
                "skew",
                "versions",
                "nodes",
                "verify",
                "certificate",
                "keys",
                "url")) {
            assertTrue(text.contains("\n  " + page.get("fact." + fact).asText() + "  "), fact + " in " + text);
        }
        assertTrue(text.contains(page.get("warnings").asText()), text);
    }

    /** A realm's administrator names resources, and another region sends messages: a terminal obeys neither. */
    @Test
    void nothingInItIsMoreThanTheTextOfALine() {
        String hostile = "\u001b[2J\u009b31mgreen\r\nus: Level\u202e\u0007\u2028x";
        TroubleRepresentation trouble = new TroubleRepresentation(
                Remedy.CHANGE_IN_COPY,
                AT,
                null,
                hostile,
                "rename it\nnow",
                new TroubleRepresentation.Resource("user", hostile),
                null,
                null,
                null);
        String text = text(null, primary(), copy("us", "STUCK", trouble));
        assertTrue(text.contains("Something is to be changed in the region of the copy"), text);
        assertTrue(text.contains("rename it now"), text);
        assertFalse(text.lines().anyMatch(line -> line.startsWith("us: Level")), text);
        assertTrue(text.codePoints().noneMatch(point -> point != '\n' && Character.isISOControl(point)), text);
        assertTrue(text.codePoints().noneMatch(point -> point == 0x202e || point == 0x2028), text);
    }
}
