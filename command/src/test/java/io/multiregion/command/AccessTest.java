package io.multiregion.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.command.FakeRegion.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks, whom, and what is said if that does not work. Nothing secret is said, or sent where it does not belong. */
class AccessTest {

    private static final String ALONE = "{\"realm\":\"acme\",\"role\":\"STANDALONE\",\"writable\":true}";

    private static final Pattern SEEN =
            Pattern.compile("(?s).*WARNING.*CRITICAL - .* failed, HTTP status 503.*WARNING.*");

    @TempDir
    private Path folder;

    private FakeRegion region;

    @BeforeEach
    void start() throws IOException {
        region = new FakeRegion();
        region.reply("GET /overview", 200, ALONE);
        region.reply("GET /overview?format=text", 200, "text");
    }

    @AfterEach
    void stop() {
        region.close();
    }

    private Map<String, String> environment(String name, String value) {
        return Map.of("KC_REGIONS_URL", "http://127.0.0.1:" + region.port(), "KC_REGIONS_REALM", "acme", name, value);
    }

    @Test
    void aServiceAccountSignsInWithItsSecretFromAFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        Run run = FakeRegion.run(
                environment("KC_REGIONS_CLIENT", "monitor"),
                null,
                "status",
                "--secret-file=" + secret,
                "--login-realm=ops");
        assertEquals(1, run.status(), run.output());
        assertEquals(
                "POST /realms/ops/protocol/openid-connect/token client_id=monitor&client_secret=s3cret"
                        + "&grant_type=client_credentials",
                region.asked.get(0));
    }

    @Test
    void aTokenThatHasEndedIsHadAnew() {
        region.tokensAreGoodFor(1);
        Run run = region.run("status");
        assertEquals(1, run.status(), run.output());
        assertEquals(
                2,
                region.asked.stream().filter(call -> call.contains("/token ")).count(),
                region.asked::toString);
    }

    @Test
    void aTokenIsTakenFromTheEnvironment() {
        assertEquals(
                3,
                FakeRegion.run(environment("KC_REGIONS_TOKEN", "wrong"), null, "status")
                        .status());
        assertTrue(region.asked.stream().noneMatch(call -> call.contains("/token ")), region.asked::toString);
    }

    @Test
    void aSecretOnTheCommandLineIsRefusedUnsaid() {
        for (String name : List.of("--password", "--secret", "--token", "--truststore-password")) {
            for (Run run : List.of(region.run("status", name, "hidden"), region.run("status", name + "=hidden"))) {
                assertEquals(3, run.status());
                assertTrue(run.first()
                        .contains("set KC_REGIONS_"
                                + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_')));
                assertFalse(run.output().contains("hidden"), run.output());
            }
        }
        assertEquals(List.of(), region.asked);
    }

    @Test
    void aWrongPasswordIsUnknownAndUnsaid() {
        Run run = FakeRegion.run(environment("KC_REGIONS_PASSWORD", "hidden"), null, "status", "--user=root");
        assertEquals(3, run.status());
        assertTrue(
                run.first().startsWith("MULTIREGION UNKNOWN - the sign-in to realm master was refused: Invalid user"));
        assertFalse(run.output().contains("hidden"), run.output());
    }

    @Test
    void nothingIsSentInTheClearToAnotherMachine() {
        Run run = region.run("status", "--url=http://eu.example.com");
        assertEquals(3, run.status());
        assertTrue(run.first().contains("nothing is sent to http://eu.example.com"), run.first());
        assertEquals(3, region.run("status", "--url=ftp://eu.example.com").status());
        assertEquals(
                3, region.run("status", "--url=https://me:pw@eu.example.com").status());
    }

    @Test
    void noRedirectIsFollowed() {
        region.reply("GET /overview", 302, "");
        region.run("status");
        Run run = region.run("status");
        assertEquals(3, run.status());
        assertTrue(run.first().contains("redirects"), run.first());
        assertTrue(region.asked.stream().noneMatch(call -> call.contains("elsewhere")), region.asked::toString);
    }

    @Test
    void whoDoesNotAnswerIsCritical() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Run run = region.run("status", "--url=http://127.0.0.1:" + free);
        assertEquals(2, run.status());
        assertTrue(run.first().startsWith("MULTIREGION CRITICAL - nobody answers at http://127.0.0.1:"), run.first());
    }

    @Test
    void refusalsSayWhatIsMissing() throws IOException {
        for (var refusal : Map.of(403, "view-multi-region", 404, "is the extension in that server")
                .entrySet()) {
            region.close();
            region = new FakeRegion();
            region.reply("GET /overview", refusal.getKey(), "");
            Run run = region.run("status");
            assertEquals(3, run.status());
            assertTrue(run.first().contains(refusal.getValue()), run.first());
        }
        region.close();
        region = new FakeRegion();
        region.reply("GET /overview", 503, "{\"error\":\"x\",\"error_description\":\"its key is away\"}");
        assertEquals(2, region.run("status").status());
        assertEquals(
                "{\"error\":\"x\",\"error_description\":\"its key is away\"}\n",
                region.run("status", "--format=json").output());
    }

    @Test
    void whatIsAskedWronglyIsUnknown() {
        for (String[] words : new String[][] {
            {"stauts"},
            {"status", "--repair"},
            {"status", "acme"},
            {"status", "--realm"},
            {"status", "--watch=yes"},
            {"status", "--format=xml"},
            {"status", "--lag-warning=soon"},
            {"switchover"},
            {"failover", "--to=us"},
            {"status", "--ca=/nowhere"},
            {"status", "--password-file=/nowhere"},
            {}
        }) {
            assertEquals(3, region.run(words).status(), () -> String.join(" ", words));
        }
        assertEquals(0, region.run("--help").status());
    }

    /** The last good word does not stay, and what comes back is seen. */
    @Test
    void watchingGoesOnWhileTheRegionFails() throws InterruptedException {
        region.reply("GET /overview", 503, "").reply("GET /overview", 200, ALONE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(InputStream.nullInputStream(), new PrintStream(out, true), false);
        Map<String, String> environment = Map.of(
                "KC_REGIONS_URL",
                "http://127.0.0.1:" + region.port(),
                "KC_REGIONS_REALM",
                "acme",
                "KC_REGIONS_USER",
                "root",
                "KC_REGIONS_PASSWORD",
                FakeRegion.PASSWORD);
        AtomicInteger status = new AtomicInteger(-1);
        Thread watching =
                new Thread(() -> status.set(new Program(environment, terminal).run("status", "--watch", "--every=1")));
        watching.start();
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!SEEN.matcher(out.toString()).matches() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        watching.interrupt();
        watching.join();
        assertTrue(SEEN.matcher(out.toString()).matches(), out.toString());
        assertTrue(status.get() >= 0);
    }
}
