package io.multiregion.replication.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RevokedTokenProvider;

final class RealmRevocationsTest {

    private static final String TOKEN = "onrtac:0b2f7dd2";

    private final Set<String> stored = new HashSet<>();
    private RealmModel realm = realm("ours");
    private final RevokedTokenProvider revocations = new RealmRevocations(() -> realm, new Stored());

    @Test
    void aTokenIsRevokedInItsRealmOnly() {
        assertTrue(revocations.put(TOKEN, 60));
        assertFalse(revocations.put(TOKEN, 60), "as Keycloak's says");
        assertTrue(revocations.contains(TOKEN));
        realm = realm("theirs");
        assertFalse(revocations.contains(TOKEN));
        assertTrue(revocations.put(TOKEN, 60));
        assertEquals(Set.of("mr:ours:" + TOKEN, "mr:theirs:" + TOKEN), stored);
    }

    /** A region whose realm is called like the beginning of all tokens cannot write one that is asked for in another realm. */
    @Test
    void whatIsStoredOfOneRealmIsNeverAskedForInAnother() {
        realm = realm("onrtac");
        revocations.put("0b2f7dd2", 60);
        realm = realm("ours");
        assertFalse(revocations.contains(TOKEN));
    }

    @Test
    void whatWasRevokedWithoutARealmStaysSo() {
        stored.add(TOKEN);
        assertTrue(revocations.contains(TOKEN));
        assertFalse(revocations.put(TOKEN, 60), "an action token is used once");
        realm = null;
        assertTrue(revocations.contains(TOKEN));
        assertTrue(revocations.put("another", 60));
        assertEquals(Set.of(TOKEN, "another"), stored);
    }

    @Test
    void aLongIdFitsItsColumn() {
        String used = "f:3a0c:" + "n".repeat(240) + ".1";
        assertTrue(revocations.put(used, 60));
        assertFalse(revocations.contains("f:3a0c:" + "n".repeat(240) + ".2"));
        assertTrue(revocations.contains(used));
        stored.forEach(id -> assertTrue(id.length() <= 255, id));
    }

    private static RealmModel realm(String id) {
        return (RealmModel) Proxy.newProxyInstance(
                RealmModel.class.getClassLoader(), new Class<?>[] {RealmModel.class}, (proxy, method, arguments) -> {
                    assertEquals("getId", method.getName());
                    return id;
                });
    }

    /** What Keycloak's own does: it knows ids and nothing more. */
    private final class Stored implements RevokedTokenProvider {

        @Override
        public boolean put(String id, long lifespanSeconds) {
            return stored.add(id);
        }

        @Override
        public boolean contains(String id) {
            return stored.contains(id);
        }

        @Override
        public void close() {}
    }
}
