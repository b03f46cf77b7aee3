package io.multiregion.engine.secret.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.records.DataKeyStatus;
import io.multiregion.engine.records.WrappedKey;
import io.multiregion.engine.region.SimulatedTime;
import io.multiregion.engine.secret.DataKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenKeysTest {

    private static final Duration GRACE = Duration.ofSeconds(100);
    private static final DataKey KEY = new DataKey("00112233aabbccdd", "realm-a", new byte[DataKey.BYTES]);
    private static final DataKeyRow ROW = new DataKeyRow(
            KEY.id(),
            KEY.realmId(),
            DataKeyStatus.ACTIVE,
            0,
            1,
            new WrappedKey("k", KEY.id(), KEY.realmId(), new byte[1]));

    private final SimulatedTime clock = new SimulatedTime();
    private final List<String> forgotten = new ArrayList<>();
    private Runnable whileForgetting = () -> {};
    private final OpenKeys keys = new OpenKeys(GRACE, clock, realm -> {
        whileForgetting.run();
        forgotten.add(realm);
    });

    @Test
    void aKeyThatWasOpenBeforeAnythingWasLoadedServesAtOnce() {
        assertFalse(keys.isServing(KEY.id()));
        keys.proved(KEY);
        assertTrue(keys.isServing(KEY.id()));
        assertEquals(List.of(), forgotten);
    }

    /** Otherwise Keycloak would find a broken key in its cache, and make up another one. */
    @Test
    void nobodyIsServedBeforeWhatWasLoadedSealedIsForgotten() {
        keys.failed(ROW, "no answer");
        keys.leftSealed(KEY.id());
        List<String> seen = new ArrayList<>();
        whileForgetting = () -> seen.add(keys.usable(KEY.id()).isPresent() + " " + keys.isServing(KEY.id()));
        keys.proved(KEY);
        assertFalse(
                keys.isServing(KEY.id()), "a load that was under way may have reached a cache after it was dropped");
        assertTrue(keys.isDue(KEY.id()));
        keys.proved(KEY);
        assertEquals(
                List.of("true false", "true false"), seen, "what is loaded again is opened; no request came before");
        assertEquals(List.of("realm-a", "realm-a"), forgotten);
        assertTrue(keys.isServing(KEY.id()));
        assertEquals(Optional.empty(), keys.problem(KEY.id()));
    }

    @Test
    void whatIsLeftSealedMeanwhileIsForgottenAsWell() {
        keys.leftSealed(KEY.id());
        keys.proved(KEY);
        keys.leftSealed(KEY.id());
        keys.proved(KEY);
        assertFalse(keys.isServing(KEY.id()));
        keys.proved(KEY);
        assertTrue(keys.isServing(KEY.id()));
    }

    @Test
    void aKeyIsUsedUntilItsGraceIsOverAndIsProvedBefore() {
        keys.proved(KEY);
        clock.pass(GRACE.dividedBy(2));
        assertTrue(keys.isDue(KEY.id()));
        keys.failed(ROW, "no answer");
        assertTrue(keys.isServing(KEY.id()));
        assertEquals(Optional.of("no answer"), keys.problem(KEY.id()));
        assertEquals(List.of(), forgotten);
        clock.pass(GRACE);
        assertFalse(keys.isServing(KEY.id()));
        keys.failed(ROW, "no answer");
        assertEquals(List.of("realm-a"), forgotten, "what is in memory of a key that is closed");
    }

    @Test
    void aDestroyedKeyNeverServes() {
        keys.proved(KEY);
        keys.destroyed(ROW);
        assertFalse(keys.isServing(KEY.id()));
        assertTrue(keys.problem(KEY.id()).orElseThrow().contains("destroyed"));
        assertEquals(List.of("realm-a"), forgotten);
    }
}
