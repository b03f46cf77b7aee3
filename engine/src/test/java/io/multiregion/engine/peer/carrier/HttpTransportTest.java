package io.multiregion.engine.peer.carrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.seal.pass.Announcements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {

    private static final String BUSY = "{\"error\":\"busy\"}";

    private record Given(int status, String body, Map<String, String> fields) {

        Given(int status, String body) {
            this(status, body, Map.of());
        }
    }

    private final List<String> announced = new CopyOnWriteArrayList<>();
    private final List<String> compressions = new CopyOnWriteArrayList<>();
    private final List<Given> answers = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Given given = answers.get(Math.min(announced.size(), answers.size() - 1));
            announced.add(exchange.getRequestHeaders().getFirst(Announcements.FIELD));
            compressions.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding")));
            byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
            given.fields().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(given.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private byte[] exchange(Duration patience) {
        return exchange(true, patience);
    }

    private byte[] exchange(boolean allowHttp, Duration patience) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new HttpTransport(allowHttp)
                .exchange(new Recipient("us", url), "header.pass.proof", new byte[] {1}, patience);
    }

    @Test
    void aRegionWithoutRoomIsAskedAgainAtOnce() {
        answers.addAll(List.of(new Given(503, BUSY), new Given(503, BUSY), new Given(200, "done")));
        assertArrayEquals("done".getBytes(StandardCharsets.UTF_8), exchange(Duration.ofSeconds(20)));
        assertEquals(List.of("header.pass.proof", "header.pass.proof", "header.pass.proof"), announced);
    }

    @Test
    void patienceEnds() {
        answers.add(new Given(503, BUSY));
        var failure = assertThrows(TransportException.class, () -> exchange(Duration.ofSeconds(2)));
        assertTrue(failure.getMessage().contains("has no room for another message"), failure.getMessage());
    }

    @Test
    void whoCannotReachItsKeyIsLeftAlone() {
        answers.add(new Given(503, "{\"error\":\"try_again\"}"));
        var failure = assertThrows(TransportException.class, () -> exchange(Duration.ofSeconds(20)));
        assertTrue(failure.getMessage().contains("can't reach its key"), failure.getMessage());
        assertEquals(1, announced.size());
    }

    @Test
    void aProxyThatDropsTheFieldIsNamed() {
        answers.add(new Given(400, "{\"error\":\"no_header\"}"));
        var failure = assertThrows(TransportException.class, () -> exchange(Duration.ofSeconds(20)));
        assertTrue(failure.getMessage().contains("have its proxy pass the fields Multi-Region-Header"));
    }

    /** Whoever said the address, an operator, another region or an old database: nothing goes out unencrypted unless that is allowed. */
    @Test
    void sendsNothingOverHttpUnlessThatIsAllowed() {
        answers.add(new Given(200, ""));
        var refused = assertThrows(TransportException.class, () -> exchange(false, Duration.ofSeconds(20)));
        assertTrue(refused.getMessage().contains("allow-http=true"), refused.getMessage());
        assertEquals(0, announced.size());
        assertEquals(0, exchange(Duration.ofSeconds(20)).length);
        assertEquals(1, announced.size());
    }

    /** A proxy's answer is told as one: what it said, at which address, and that the region's log has nothing of it. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 408, 413, 502, 504})
    void whatAProxySaysIsNotTakenForTheRegions(int status) {
        answers.add(new Given(status, "<html>No.</html>", Map.of("Server", "nginx\tæ")));
        var failure = assertThrows(TransportException.class, () -> exchange(Duration.ofSeconds(20)))
                .getMessage();
        assertTrue(failure.startsWith(address() + " answered with HTTP status " + status + " by 'nginx"), failure);
        assertTrue(failure.chars().allMatch(letter -> letter < 128), failure);
        assertTrue(failure.contains("a proxy or firewall on the way"), failure);
        assertTrue(failure.contains("Have it let POST to this path through"), failure);
    }

    @ParameterizedTest
    @CsvSource({"403,not_accepted,exchange the regions' certificates", "413,too_large,takes no message of this size"})
    void whatTheRegionSaysIs(int status, String error, String said) {
        answers.add(new Given(status, "{\"error\":\"" + error + "\"}"));
        var failure = assertThrows(TransportException.class, () -> exchange(Duration.ofSeconds(20)))
                .getMessage();
        assertTrue(failure.contains(said) && !failure.contains("proxy or firewall"), failure);
    }

    @ParameterizedTest
    @CsvSource({
        "404,install the extension there",
        "404,a proxy on the way does not know the path",
        "500,a proxy on the way"
    })
    void whereItMayBeEitherBothAreSaid(int status, String said) {
        answers.add(new Given(status, "Not Found"));
        var failure = assertThrows(TransportException.class, () -> exchange(Duration.ofSeconds(20)))
                .getMessage();
        assertTrue(failure.contains(said), failure);
    }

    @Test
    void aRedirectIsNotFollowedButSaysWhereItLeads() {
        answers.add(new Given(302, "", Map.of("Location", "https://us.example.com/elsewhere")));
        var failure = assertThrows(TransportException.class, () -> exchange(Duration.ofSeconds(20)))
                .getMessage();
        assertTrue(failure.contains("it leads to 'https://us.example.com/elsewhere'"), failure);
    }

    /** We do not ask for compressed answers; whoever compresses all the same is told. */
    @ParameterizedTest
    @CsvSource({"Content-Type,text/html; charset=utf-8", "Content-Encoding,gzip"})
    void whatNoRegionSaysIsNoAnswer(String field, String value) {
        answers.add(new Given(200, "<html>Welcome</html>", Map.of(field, value)));
        var failure = assertThrows(TransportException.class, () -> exchange(Duration.ofSeconds(20)))
                .getMessage();
        assertTrue(failure.startsWith(address() + " answered with a page, or compressed"), failure);
        assertEquals(List.of("null"), compressions);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/master/multi-region/messages";
    }

    /** A proxy ends connections that were idle, at the very moment when one is used again. */
    @Test
    void theFirstMessageAfterAPauseIsNotLost() throws IOException {
        try (ForgetfulProxy proxy = new ForgetfulProxy()) {
            var transport = new HttpTransport(true);
            for (int i = 0; i < 3; i++) {
                byte[] answer = transport.exchange(
                        new Recipient("us", proxy.url()), "a", new byte[] {1}, Duration.ofSeconds(20));
                assertEquals("ok", new String(answer, StandardCharsets.UTF_8));
            }
            assertEquals(2, proxy.dropped());
        }
    }
}
