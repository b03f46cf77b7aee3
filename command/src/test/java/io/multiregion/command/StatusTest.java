package io.multiregion.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.command.FakeRegion.Run;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an overview means for a monitoring system: exit status, first line, figures. */
class StatusTest {

    private static final String OVER = ",\"takeOver\":{\"bestRegion\":\"us\",\"lostResources\":0}";

    private FakeRegion region;

    @BeforeEach
    void start() throws IOException {
        region = new FakeRegion();
    }

    @AfterEach
    void stop() {
        region.close();
    }

    private static String overview(String us, String more) {
        return "{\"realm\":\"acme\",\"region\":\"eu\",\"role\":\"PRIMARY\",\"writable\":true,\"divergences\":0,\"warnings\":[],"
                + "\"regions\":[{\"region\":\"eu\",\"self\":true,\"role\":\"PRIMARY\",\"state\":\"PRIMARY\"},"
                + "{\"region\":\"us\",\"self\":false,\"role\":\"SECONDARY\"," + us + "}]" + more + "}";
    }

    private Run status(String us, String more, String... words) {
        region.reply("GET /overview", 200, overview(us, more));
        region.reply("GET /overview?format=text", 200, "Realm acme\nus: Level\n");
        String[] all = new String[words.length + 1];
        all[0] = "status";
        System.arraycopy(words, 0, all, 1, words.length);
        return region.run(all);
    }

    @Test
    void whatIsLevelIsZeroWithFigures() {
        Run run = status("\"state\":\"LEVEL\",\"lagMillis\":12,\"behindResources\":0,\"heardMillisAgo\":900", OVER);
        assertEquals(0, run.status(), run.output());
        assertEquals(
                "MULTIREGION OK - acme: all regions are level as eu sees them, us could take over"
                        + " | us_lag=0.012s;10;60;0 us_behind=0;;;0 divergences=0;1;;0",
                run.first());
        assertTrue(run.output().contains("\nRealm acme\nus: Level\n"), run.output());
    }

    @Test
    void eachStateHasItsStatus() throws IOException {
        for (var state : Map.of(
                        "LEVEL",
                        0,
                        "CATCHING_UP",
                        1,
                        "COPYING",
                        1,
                        "WAITING",
                        1,
                        "PAUSED",
                        1,
                        "OF_A_LATER_VERSION",
                        1,
                        "STUCK",
                        2,
                        "UNKNOWN",
                        2,
                        "NOT_CONSISTENT",
                        2)
                .entrySet()) {
            region.close();
            start();
            assertEquals(
                    state.getValue(),
                    status("\"state\":\"" + state.getKey() + "\"", OVER).status(),
                    state.getKey());
        }
    }

    @Test
    void whyAndWhatToDoStandInTheFirstLine() {
        Run run = status(
                "\"state\":\"STUCK\",\"lastError\":{\"message\":\"no | disk\\u001b[2J\\nfree\",\"whatToDo\":\"make room\"}",
                "");
        assertEquals(2, run.status());
        assertEquals(
                "MULTIREGION CRITICAL - acme: us is STUCK: no / disk [2J free. To do: make room; no region could take over now"
                        + " | divergences=0;1;;0",
                run.first());
    }

    @Test
    void whoIsLateOrSilentIsNotWell() throws IOException {
        assertEquals(1, status("\"state\":\"LEVEL\",\"lagMillis\":10000", OVER).status());
        region.close();
        start();
        assertEquals(
                2,
                status("\"state\":\"WAITING\",\"lagMillis\":0,\"heardMillisAgo\":61000", OVER)
                        .status());
        region.close();
        start();
        Run run = status("\"state\":\"LEVEL\",\"lagMillis\":2500", OVER, "--lag-warning", "1", "--lag-critical=2");
        assertEquals(2, run.status());
        assertTrue(run.first().contains("us is behind by 2 s | us_lag=2.500s;1;2;0"), run.first());
    }

    @Test
    void whatWaitsForSomebodyIsAWarning() throws IOException {
        for (String more : new String[] {
            ",\"divergences\":3", ",\"warnings\":[\"a certificate ends\"]", ",\"lastDrill\":{\"passed\":false}"
        }) {
            assertEquals(1, status("\"state\":\"LEVEL\"", OVER + more).status(), more);
            region.close();
            start();
        }
        assertEquals(
                2, status("\"state\":\"LEVEL\"", OVER + ",\"writable\":false").status());
    }

    @Test
    void aRealmInOneRegionIsNotSafe() {
        region.reply(
                "GET /overview", 200, "{\"realm\":\"acme\",\"role\":\"STANDALONE\",\"regions\":[],\"writable\":true}");
        region.reply("GET /overview?format=text", 200, "");
        Run run = region.run("status");
        assertEquals(1, run.status());
        assertTrue(
                run.first().startsWith("MULTIREGION WARNING - acme: the realm is in one region only |"), run.first());
    }

    @Test
    void forProgramsItIsWhatTheRegionSaid() {
        Run run = status("\"state\":\"STUCK\",\"x\":\"\u009b31m\"", OVER, "--format", "json");
        assertEquals(2, run.status());
        assertEquals(overview("\"state\":\"STUCK\",\"x\":\"\\u009b31m\"", OVER) + "\n", run.output());
    }

    @Test
    void textOfARegionIsNoCommandForTheTerminal() {
        region.reply("GET /overview", 200, overview("\"state\":\"LEVEL\"", OVER));
        region.reply("GET /overview?format=text", 200, "us: Level\u001b]0;owned\u0007 | us_lag=0s\n");
        Run run = region.run("status");
        assertFalse(run.output().contains("\u001b"), run.output());
        assertEquals(1, run.output().chars().filter(each -> each == '|').count(), run.output());
    }
}
