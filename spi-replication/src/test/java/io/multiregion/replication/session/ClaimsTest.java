package io.multiregion.replication.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

    private final Claims claims = new Claims();

    @Test
    void takesTheNewestClaimOfASession() {
        claims.add(token("{\"sid\":\"s\",\"iat\":100,\"azp\":\"app\"}"));
        claims.add(token("{\"sid\":\"s\",\"iat\":200}"));
        claims.add(token("{\"sid\":\"other\",\"iat\":300}"));
        assertEquals(Optional.of(new Claims.Claim("s", null, Instant.ofEpochSecond(200))), claims.of("s"));
    }

    @Test
    void aCookieClaimsNoClientsSession() {
        claims.add(token("{\"sid\":\"s\",\"iat\":200}"));
        claims.add(token("{\"sid\":\"s\",\"iat\":100,\"azp\":\"app\"}"));
        assertEquals(
                Optional.of(new Claims.Claim("s", "app", Instant.ofEpochSecond(100))), claims.of("s", "app"::equals));
        assertTrue(claims.of("s", "another"::equals).isEmpty());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "opaque", "a.b", "a.!!!.c", "a.e30.c", "a.bm90IGpzb24.c", "a..c", "a.W10.c"})
    void passesOverWhatIsNoTokenOfASession(String token) {
        claims.add(token);
        assertTrue(claims.of("s").isEmpty());
    }

    private static String token(String body) {
        return "h."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(body.getBytes(StandardCharsets.UTF_8))
                + ".s";
    }
}
