package io.multiregion.engine.state.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEW = "https://login.example.com";
    private static final String OLD = "https://eu.example.com/auth";
    private static final String OLDER = "http://sso.example.com:8080";
    private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

    private final Issuer issuer = Issuer.of(NEW, List.of(OLD, OLDER), UNTIL.toString());

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // presented issuers, one a space, when, the base to answer
                "-, 2026-12-31T23:59:59Z, https://login.example.com",
                "https://login.example.com/realms/acme, 2026-12-31T23:59:59Z, https://login.example.com",
                "https://eu.example.com/auth/realms/acme, 2026-12-31T23:59:59Z, https://eu.example.com/auth",
                "https://eu.example.com/auth/realms/a%20b, 2026-12-31T23:59:59Z, https://eu.example.com/auth",
                "http://sso.example.com:8080/realms/acme, 2026-12-31T23:59:59Z, http://sso.example.com:8080",
                // the audience of an assertion may be an endpoint
                "https://eu.example.com/auth/realms/acme/protocol/openid-connect/token, 2026-12-31T23:59:59Z, https://eu.example.com/auth",
                // the end
                "https://eu.example.com/auth/realms/acme, 2027-01-01T00:00:00Z, https://login.example.com",
                "https://eu.example.com/auth/realms/acme, 2027-01-01T00:00:01Z, https://login.example.com",
                // nobody's
                "https://evil.example.com/realms/acme, 2026-12-31T23:59:59Z, https://login.example.com",
                "https://eu.example.com/realms/acme, 2026-12-31T23:59:59Z, https://login.example.com",
                "https://eu.example.com/auth.evil.com/realms/acme, 2026-12-31T23:59:59Z, https://login.example.com",
                "https://eu.example.com/auth, 2026-12-31T23:59:59Z, https://login.example.com",
                "http://sso.example.com/realms/acme, 2026-12-31T23:59:59Z, https://login.example.com",
                // the first that is ours decides
                "https://evil.example.com/realms/acme https://eu.example.com/auth/realms/acme, "
                        + "2026-12-31T23:59:59Z, https://eu.example.com/auth",
                "https://login.example.com/realms/acme https://eu.example.com/auth/realms/acme, "
                        + "2026-12-31T23:59:59Z, https://login.example.com",
                "https://eu.example.com/auth/realms/acme https://login.example.com/realms/acme, "
                        + "2026-12-31T23:59:59Z, https://eu.example.com/auth",
            })
    void answersWithTheBaseOfWhatIsPresented(String presented, Instant now, URI base) {
        Stream<String> issuers = presented == null ? Stream.empty() : Arrays.stream(presented.split(" "));
        assertEquals(base, issuer.answering(issuers, now));
    }

    @Test
    void looksAtNothingWhenNothingFormerIsAccepted() {
        Stream<String> untouched = Stream.generate(() -> {
            throw new AssertionError("looked at");
        });
        assertEquals(URI.create(NEW), issuer.answering(untouched, UNTIL));
        assertEquals(URI.create(NEW), Issuer.of(NEW + "/", null, null).answering(untouched, Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {FULL, "{\"issuer\":\"https://login.example.com\",\"acceptedIssuers\":[],\"acceptUntil\":null}"})
    void isItsJson(String json) throws JsonProcessingException {
        assertEquals(json, JSON.writeValueAsString(JSON.readValue(json, Issuer.class)));
    }

    private static final String FULL = "{\"issuer\":\"https://login.example.com\",\"acceptedIssuers\":"
            + "[\"https://eu.example.com/auth\",\"http://sso.example.com:8080\"],\"acceptUntil\":\"2027-01-01T00:00:00Z\"}";

    @Test
    void skipsWhatANewerRegionSays() {
        assertEquals(Issuer.of(NEW, null, null), Issuer.parse("{\"issuer\":\"" + NEW + "\",\"more\":1}"));
    }

    @Test
    void readsWhatItWrites() throws JsonProcessingException {
        assertEquals(FULL, JSON.writeValueAsString(issuer));
        assertEquals(issuer, JSON.readValue(FULL, Issuer.class));
        assertEquals(Issuer.of(NEW, List.of(), null), JSON.readValue("{\"issuer\":\"" + NEW + "\"}", Issuer.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | issuer is missing",
                "{\"issuer\":\"login.example.com\"} | issuer: 'login.example.com' is no base URL",
                "{\"issuer\":\"ftp://x\"} | issuer: 'ftp://x' is no base URL",
                "{\"issuer\":\"https://x/?a=b\"} | is no base URL",
                "{\"issuer\":\"https://me:secret@x\"} | issuer: 'x' with a user name is no base URL",
                "{\"issuer\":\"https://x\",\"acceptedIssuers\":[\"https://y\"]} | acceptUntil is missing",
                "{\"issuer\":\"https://x\",\"acceptUntil\":\"2027-01-01T00:00:00Z\"} | there are no acceptedIssuers",
                "{\"issuer\":\"https://x\",\"acceptedIssuers\":[\"y\"],\"acceptUntil\":\"soon\"} | 'y' is no base URL",
                "{\"issuer\":\"https://x\",\"acceptedIssuers\":[\"y\"],\"acceptUntil\":\"soon\"} | 'soon' is no instant",
                "{\"issuer\":\"https://x\",\"acceptedIssuers\":[\"https://x/\"],"
                        + "\"acceptUntil\":\"2027-01-01T00:00:00Z\"} | is the issuer itself",
            })
    void saysWhatIsWrong(String json, String problem) {
        Exception refused = assertThrows(JsonMappingException.class, () -> JSON.readValue(json, Issuer.class));
        assertTrue(refused.getMessage().contains(problem), refused::getMessage);
    }
}
