package io.multiregion.replication.once;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.RevokedTokenId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.SingleUseObjectProvider;

final class UsedOnceTest {

    private static final String CODE = "6f1c2f0e-0c0b-4d2c-9a41-1f0d7a9b8c11.123456";
    private static final String USE = RevokedTokenId.ofUse("acme", CODE);

    private final Set<String> revoked = new HashSet<>();
    private final Stored here = new Stored();
    private final Map<String, Long> told = new LinkedHashMap<>();
    private Optional<String> realm = Optional.of("acme");
    private final SingleUseObjectProvider once =
            new UsedOnce(() -> realm, here, Revoked::new, (key, use, seconds) -> told.put(use, seconds));

    @Test
    void whatIsUsedHereForTheFirstTimeIsTold() {
        assertTrue(once.putIfAbsent(CODE, 90));
        assertFalse(once.putIfAbsent(CODE, 90));
        assertEquals(Map.of(USE, 90L), told);
    }

    @Test
    void whatAnotherRegionHasUsedIsRefused() {
        revoked.add(USE);
        assertFalse(once.putIfAbsent(CODE, 90));
        assertEquals(Map.of(), told);
        assertTrue(once.putIfAbsent(CODE.replace("123456", "123457"), 90), "another code is none of that");
    }

    /** Whoever may write another realm can't use something up in this one. */
    @Test
    void aUseIsOneOfItsRealm() {
        revoked.add(RevokedTokenId.ofUse("evil", CODE));
        assertTrue(once.putIfAbsent(CODE, 90));
        assertNotEquals(RevokedTokenId.ofUse("evil", CODE), USE);
        assertTrue(USE.startsWith("mr:acme:used:"), USE);
    }

    @Test
    void whatIsStoredOfAUseNamesNothing() {
        assertFalse(USE.contains("123456"), USE);
        assertFalse(USE.contains("6f1c2f0e"), USE);
        assertTrue(RevokedTokenId.ofUse("5a1c2f0e-0c0b-4d2c-9a41-1f0d7a9b8c11", "x".repeat(5000))
                        .length()
                <= 255);
    }

    @Test
    void ofARealmThatIsNotReplicatedNothingIsAskedOrTold() {
        realm = Optional.empty();
        revoked.add(USE);
        assertTrue(once.putIfAbsent(CODE, 90));
        assertFalse(once.putIfAbsent(CODE, 90), "as Keycloak's own");
        assertEquals(Map.of(), told);
    }

    /** What Keycloak takes out again, and what says so of revoked tokens. */
    @ParameterizedTest
    @ValueSource(strings = {"refreshLock:5e:x", "dc.8Zf.polling", "mr:acme:onrtac:0b2f.revoked"})
    void whatIsNoUseStaysHere(String key) {
        assertTrue(once.putIfAbsent(key, 60));
        assertFalse(once.putIfAbsent(key, 60));
        once.remove(key);
        assertTrue(once.putIfAbsent(key, 60));
        assertEquals(Map.of(), told);
    }

    /** Who chooses an assertion's id does not choose what becomes of it. */
    @ParameterizedTest
    @ValueSource(strings = {"refreshLock:1:2", "dc.1.polling", "mr:acme:1"})
    void noIdOfAnAssertionLooksLikeOne(String jti) {
        assertTrue(once.putIfAbsent("jwtclientvalidator:" + jti, 60));
        assertEquals(1, told.size());
    }

    /** Authorization codes, device codes, pushed requests: good in the region that issued them. */
    @Test
    void whatIsStoredToBeTakenOutIsNotTold() {
        once.put("code", 60, Map.of("user", "alice"));
        assertEquals(Map.of("user", "alice"), once.get("code"));
        assertTrue(once.replace("code", Map.of("user", "bob")));
        assertTrue(once.contains("code"));
        assertEquals(Map.of("user", "bob"), once.remove("code"));
        assertNull(once.remove("code"));
        assertEquals(Map.of(), told);
    }

    private final class Revoked implements RevokedTokenProvider {

        @Override
        public boolean put(String id, long lifespanSeconds) {
            throw new UnsupportedOperationException("a use is told at the end of the request");
        }

        @Override
        public boolean contains(String id) {
            return revoked.contains(id);
        }

        @Override
        public void close() {}
    }

    /** What Keycloak's own does. */
    private static final class Stored implements SingleUseObjectProvider {

        private final Map<String, Map<String, String>> objects = new HashMap<>();

        @Override
        public void put(String key, long lifespanSeconds, Map<String, String> notes) {
            objects.put(key, notes);
        }

        @Override
        public Map<String, String> get(String key) {
            return objects.get(key);
        }

        @Override
        public Map<String, String> remove(String key) {
            return objects.remove(key);
        }

        @Override
        public boolean replace(String key, Map<String, String> notes) {
            return objects.replace(key, notes) != null;
        }

        @Override
        public boolean putIfAbsent(String key, long lifespanInSeconds) {
            return objects.putIfAbsent(key, Map.of()) == null;
        }

        @Override
        public boolean contains(String key) {
            return objects.containsKey(key);
        }

        @Override
        public void close() {}
    }
}
