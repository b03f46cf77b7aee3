package io.multiregion.replication.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "DPoP ", "bearer  ", "  Whatever-comes-next  "})
    void readsTheTokenOfAnyScheme(String scheme) {
        claims.addAuthorization(scheme + token("{\"sid\":\"s\",\"iat\":200}"));
        assertTrue(claims.of("s").isPresent());
    }

    @Test
    void readsTokensOfFormsAndQueriesWhateverTheirNames() {
        claims.addAll(Map.of(
                "access_token", List.of(token("{\"sid\":\"userinfo\",\"iat\":1}")),
                "id_token_hint", List.of("nothing", token("{\"sid\":\"logout\",\"iat\":1}")),
                "actor_token", List.of(token("{\"sid\":\"actor\",\"iat\":1}"))));
        for (String session : List.of("userinfo", "logout", "actor")) {
            assertTrue(claims.of(session).isPresent(), session);
        }
    }

    @Test
    void looksAtSoManyValuesAndNoMore() {
        claims.addAll(Map.of("token", Collections.nCopies(100_000, token("{\"sid\":\"s\",\"iat\":1}"))));
        claims.addAuthorization(null);
        assertTrue(claims.of("s").isPresent());
    }

    private static String token(String body) {
        return "h."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(body.getBytes(StandardCharsets.UTF_8))
                + ".s";
    }
}
