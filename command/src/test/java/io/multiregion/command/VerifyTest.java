package io.multiregion.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.command.FakeRegion.Run;
import io.multiregion.command.act.Verify;
import io.multiregion.command.say.Ending;
import io.multiregion.command.say.Outcome;
import io.multiregion.command.server.Login;
import io.multiregion.command.server.Region;
import io.multiregion.command.server.Trust;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A comparison ends well only if it has ended, and nothing differs. */
class VerifyTest {

    private static final String SAME =
            "{\"done\":true,\"replicas\":[{\"region\":\"us\",\"position\":\"3:17\",\"differences\":0}]}";
    private static final String UNDERWAY =
            "{\"done\":false,\"replicas\":[{\"region\":\"us\",\"waiting\":true,\"error\":\"it is stuck\"}]}";

    private FakeRegion fake;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeRegion();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private Outcome patiently(Duration longest) {
        Login login = new Login("master", Map.of("client_secret", "s3cret"), Optional::empty);
        Region region = new Region(
                URI.create("http://127.0.0.1:" + fake.port()),
                "acme",
                login,
                Duration.ofSeconds(10),
                Trust.of(Optional.empty(), Optional.empty(), Optional.empty()));
        return new Verify(region, false, Duration.ofMillis(1), longest).perform();
    }

    @Test
    void nothingDiffers() {
        fake.reply("POST /verify", 200, SAME);
        Run run = fake.run("verify");
        assertEquals(0, run.status());
        assertEquals("MULTIREGION OK - acme: us: no differences at 3:17 | us_differences=0;;1;0\n", run.output());
    }

    @Test
    void whatDiffersIsCriticalUnlessItIsMended() {
        String three = SAME.replace("\"differences\":0", "\"differences\":3");
        fake.reply("POST /verify", 200, three);
        fake.reply(
                "POST /verify?repair=true",
                200,
                three.replace("\"differences\":3", "\"differences\":3,\"repair\":\"SHIPPED\""));
        assertEquals(2, fake.run("verify").status());
        Run mended = fake.run("verify", "--repair");
        assertEquals(1, mended.status());
        assertTrue(mended.first().contains("us: 3 resources differ at 3:17, repair: SHIPPED"), mended.first());
    }

    @Test
    void itsEndIsAwaited() {
        fake.reply("POST /verify", 202, UNDERWAY).reply("GET /verify", 202, UNDERWAY);
        fake.reply(
                "GET /verify",
                200,
                "{\"done\":true,\"replicas\":[{\"region\":\"us\",\"report\":{\"differences\":0,\"position\":\"3:17\"}}]}");
        Outcome outcome = patiently(Duration.ofSeconds(30));
        assertEquals(Ending.OK, outcome.ending(), outcome::toString);
        assertEquals(
                2, fake.asked.stream().filter(call -> call.startsWith("GET")).count());
    }

    @Test
    void whatDoesNotEndIsNoGoodNews() {
        fake.reply("POST /verify", 202, UNDERWAY);
        Outcome outcome = patiently(Duration.ZERO);
        assertEquals(Ending.WARNING, outcome.ending());
        assertEquals("acme: us: not done yet: it is stuck", outcome.summary());
    }
}
