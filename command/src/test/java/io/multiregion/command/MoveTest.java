package io.multiregion.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.command.FakeRegion.Run;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The primary role is moved only by whoever means it, and what came of it is said. */
class MoveTest {

    private static final String RULES =
            "\"rules\":[{\"rule\":\"lag\",\"holds\":false,\"overridable\":true,\"detail\":\"70 s behind\"},"
                    + "{\"rule\":\"fit\",\"holds\":false,\"overridable\":false,\"detail\":\"no\",\"lacks\":[\"theme acme\"]},"
                    + "{\"rule\":\"flap\",\"holds\":true}]";

    private FakeRegion region;

    @BeforeEach
    void start() throws IOException {
        region = new FakeRegion();
    }

    @AfterEach
    void stop() {
        region.close();
    }

    private boolean wasAsked(String call) {
        return region.asked.contains(call);
    }

    @Test
    void aSwitchoverSaysHowLongWritesPaused() {
        region.reply(
                "POST /switchover",
                200,
                "{\"realm\":\"acme\",\"to\":\"us\",\"epoch\":4,\"writePauseMillis\":31,\"changed\":true}");
        Run run = region.run("switchover", "--to", "us", "--yes");
        assertEquals(0, run.status(), run.output());
        assertEquals(
                "MULTIREGION OK - acme: us is the primary now, since epoch 4; writes paused for 31 ms"
                        + " | write_pause=0.031s;;;0\n",
                run.output());
        assertTrue(wasAsked("POST /admin/realms/acme/multi-region/switchover {\"to\":\"us\"}"), region.asked::toString);
    }

    @Test
    void nothingMovesUnlessTheRealmIsTyped() {
        region.reply("POST /switchover", 200, "{\"realm\":\"acme\",\"to\":\"us\",\"changed\":false}");
        assertEquals(3, region.run("switchover", "--to=us").status());
        assertEquals(3, region.typed("yes\n", "switchover", "--to=us").status());
        assertTrue(region.asked.isEmpty(), region.asked::toString);
        Run run = region.typed("acme\n", "switchover", "--to=us");
        assertEquals(0, run.status(), run.output());
        assertTrue(run.output().contains("us was the primary already, and nothing was changed"), run.output());
    }

    @Test
    void eachRuleThatRefusesIsNamed() {
        region.reply(
                "POST /switchover",
                409,
                "{\"error\":\"refused_by_rules\",\"error_description\":\"two refuse\"," + RULES + "}");
        Run run = region.run("switchover", "--to=us", "--yes");
        assertEquals(2, run.status());
        assertEquals("""
                MULTIREGION CRITICAL - acme: the switchover was refused: two refuse
                  lag (--override skips it): 70 s behind
                  fit: no
                    lacks theme acme
                """, run.output());
    }

    @Test
    void aFailoverIsAskedForAfterWhatItMeans() {
        region.reply(
                "GET /failover/preview",
                200,
                "{\"region\":\"us\",\"appliedPosition\":\"3:15\",\"heardPosition\":\"3:17\","
                        + "\"silentMillis\":9000,\"refusedBy\":[\"lag\"]," + RULES + "}");
        region.reply(
                "POST /failover",
                200,
                "{\"realm\":\"acme\",\"from\":\"eu\",\"to\":\"us\",\"epoch\":4,\"appliedPosition\":\"3:15\","
                        + "\"heardPosition\":\"3:17\",\"overridden\":[\"lag\",\"flap\"],\"changed\":true}");
        Run preview = region.run("failover", "--preview");
        assertEquals(2, preview.status());
        assertTrue(preview.first().endsWith("us may not take over, for lag"), preview.first());
        Run run = region.typed("acme\n", "failover", "--override=lag,flap", "--reason", "the \"data\" centre burns");
        assertEquals(0, run.status(), run.output());
        int told = run.output().indexOf("last heard of      3:17");
        assertTrue(told >= 0 && told < run.output().indexOf("Take over by force"), run.output());
        assertTrue(
                run.output().contains("it had 3:15 of 3:17 that eu had announced; rules that were skipped: lag, flap"));
        assertTrue(
                wasAsked("POST /admin/realms/acme/multi-region/failover {\"override\":[\"lag\",\"flap\"],"
                        + "\"reason\":\"the \\u0022data\\u0022 centre burns\"}"),
                region.asked::toString);
    }

    @Test
    void whoSkipsARuleSaysWhy() {
        Run run = region.run("failover", "--override=lag", "--yes");
        assertEquals(3, run.status());
        assertTrue(run.first().contains("--override needs a --reason"), run.first());
        assertFalse(region.asked.stream().anyMatch(call -> call.contains("failover")), region.asked::toString);
    }

    @Test
    void ofAllRealmsEachOneIsNamed() throws IOException {
        region.reply(
                "POST /admin/realms/master/multi-region/failover",
                200,
                "{\"realms\":[{\"realm\":\"a\",\"to\":\"us\",\"epoch\":2,\"changed\":true},"
                        + "{\"realm\":\"b\",\"error\":\"refused_by_rules\",\"error_description\":\"it lags\"}]}");
        Run run = region.run("failover", "--realm=master", "--yes");
        assertEquals(2, run.status());
        assertEquals("MULTIREGION CRITICAL - 1 of 2 realms were not moved", run.first());
        assertTrue(run.output().contains("\na: us is the primary now, since epoch 2\nb: it lags\n"), run.output());
    }
}
