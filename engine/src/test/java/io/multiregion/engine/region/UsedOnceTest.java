package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.resource.RevokedTokenId;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was used once in the primary is used in the secondary, for as long as it would be good. */
class UsedOnceTest {

    private static final String REALM = "acme";
    private static final String CODE = RevokedTokenId.ofUse(REALM, "tess.123456");
    private static final String PROOF = RevokedTokenId.ofUse(REALM, "proof");

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedTime time = regions.time();
    private final SimulatedNetwork network = regions.network();
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);

    @BeforeEach
    void replicate() {
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        regions.close();
    }

    @Test
    void aUseIsKnownWithinASecondAndForTheRestOfItsTime() {
        use(CODE, 90);
        time.pass(Duration.ofSeconds(1));
        assertEquals(Set.of(CODE), us.server.revoked().keySet());
        long left = us.server.revoked().get(CODE);
        assertTrue(left >= 89 && left <= 90, () -> left + " s");
    }

    @Test
    void whatIsOverWhenItArrivesIsNotPutAnywhere() {
        network.use((parcel, arrival) -> {
            throw new TransportException("us is away");
        });
        use(PROOF, 10);
        use(CODE, 90);
        time.pass(Duration.ofSeconds(15));
        network.heal();
        time.pass(Duration.ofSeconds(15));
        assertEquals(Set.of(CODE), us.server.revoked().keySet());
        assertTrue(us.server.revoked().get(CODE) <= 75, us.server.revoked()::toString);
    }

    /** Each region forgets in its own time. */
    @Test
    void whatThePrimaryForgetsIsForgottenNowhereElse() {
        use(CODE, 90);
        time.pass(Duration.ofSeconds(5));
        eu.write(REALM, () -> {
            eu.rows().update("delete from REVOKED_TOKEN");
            return Set.of(new ResourceKey(Kind.REVOKED_TOKEN, CODE));
        });
        time.pass(Duration.ofSeconds(5));
        assertEquals(Set.of(CODE), us.server.revoked().keySet());
    }

    @Test
    void whatIsUsedInTheSecondaryIsUsedInThePrimary() {
        use(us, CODE, 90);
        time.pass(Duration.ofSeconds(2));
        assertEquals(Set.of(CODE), eu.server.revoked().keySet());
    }

    private void use(String use, int seconds) {
        use(eu, use, seconds);
    }

    private void use(SimulatedRegion region, String use, int seconds) {
        region.write(REALM, () -> {
            region.rows()
                    .update(
                            "insert into REVOKED_TOKEN (ID, EXPIRE) values (?, ?)",
                            use,
                            time.instant().getEpochSecond() + seconds);
            return Set.of(new ResourceKey(Kind.REVOKED_TOKEN, use));
        });
    }
}
