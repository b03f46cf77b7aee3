package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.stale.Freshness;
import io.multiregion.engine.stale.StalePolicy;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy that is not known to be level for too long does what its realm says. */
class StaleCopyTest {

    private static final String REALM = "acme";

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedTime time = regions.time();
    private final SimulatedNetwork network = regions.network();
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);
    private final RandomRealm realm = new RandomRealm(eu.rows(), new Random(1));

    @BeforeEach
    void start() {
        eu.write(REALM, () -> realm.change(20));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
        assertEquals(ReplicaStatus.ACTIVE, us.state(REALM).orElseThrow().status());
    }

    @AfterEach
    void close() {
        regions.close();
    }

    @Test
    void refusesAfterItsTimeAndServesAsSoonAsItIsLevelAgain() {
        set("PT1M", "refuse");
        cut();
        time.pass(Duration.ofSeconds(55));
        assertFalse(refuses());
        time.pass(Duration.ofSeconds(10));
        assertTrue(refuses());
        assertTrue(us.engine()
                .view()
                .describe(REALM, REALM, Sight.LEAST)
                .staleness()
                .stale());
        network.heal();
        time.pass(Duration.ofSeconds(40));
        assertFalse(refuses());
        assertFalse(us.engine()
                .view()
                .describe(REALM, REALM, Sight.LEAST)
                .staleness()
                .stale());
    }

    @Test
    void servesAndSaysSoWhereTheRealmSaysNothingElse() {
        cut();
        time.pass(Duration.ofMinutes(9));
        assertFalse(isStale());
        time.pass(Duration.ofMinutes(2));
        assertTrue(isStale());
        assertFalse(refuses());
    }

    @Test
    void isFreshForAsLongAsTheLinkHolds() {
        set("PT5S", "refuse");
        for (int i = 0; i < 60; i++) {
            time.pass(Duration.ofSeconds(1));
            assertFalse(refuses(), "in second " + i);
        }
    }

    /** Who cuts the link and turns the clock back would make the copy fresh for as long as he turned it. */
    @Test
    void aClockThatIsSetBackMakesItNotFresh() {
        set("PT1M", "refuse");
        cut();
        time.pass(Duration.ofSeconds(30));
        us.setClock(Duration.ofHours(-1));
        time.pass(Duration.ofSeconds(35));
        assertTrue(refuses());
    }

    /** Nor does a start: what the database says of the last time is as of a clock that anybody may have set. */
    @Test
    void aNodeThatHasJustStartedHasHeardNothing() {
        set("PT1H", "refuse");
        us.setClock(Duration.ofHours(-1));
        cut();
        us.kill();
        us.lapse(Duration.ofSeconds(20));
        us.start();
        time.pass(Duration.ofSeconds(5));
        assertFalse(refuses());
        time.pass(Duration.ofSeconds(10));
        assertTrue(refuses());
        network.heal();
        time.pass(Duration.ofSeconds(40));
        assertFalse(refuses());
    }

    /** Who lets the small messages through and no large ones keeps what was changed away all the same. */
    @Test
    void aCopyThatHearsItsPrimaryAndGetsNoChangesIsStale() {
        set("PT1M", "refuse");
        int small = 2_000;
        network.use((parcel, arrival) -> {
            if (parcel.message().length > small) {
                throw new TransportException("it is too large");
            }
            return arrival.of(parcel);
        });
        eu.write(REALM, () -> realm.change(200));
        time.pass(Duration.ofSeconds(70));
        assertTrue(refuses());
    }

    @Test
    void aPrimaryWhoseClockIsSetBackKeepsItFresh() {
        set("PT1M", "refuse");
        eu.setClock(Duration.ofHours(-1));
        time.pass(Duration.ofMinutes(3));
        assertFalse(refuses());
        eu.setClock(Duration.ofHours(1));
        time.pass(Duration.ofMinutes(3));
        assertFalse(refuses());
    }

    @Test
    void anOperatorsWordMakesItThePrimary() {
        set("PT1M", "refuse");
        eu.kill();
        time.pass(Duration.ofMinutes(5));
        assertTrue(refuses());
        us.engine().moving().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
        assertFalse(refuses());
        us.write(REALM, () -> new RandomRealm(us.rows(), new Random(3)).change(20));
    }

    private void set(String most, String then) {
        eu.write(REALM, () -> {
            eu.rows().insert("REALM_ATTRIBUTE", "REALM_ID", REALM, "NAME", StalePolicy.MOST, "VALUE", most);
            eu.rows().insert("REALM_ATTRIBUTE", "REALM_ID", REALM, "NAME", StalePolicy.THEN, "VALUE", then);
            return Set.of(new ResourceKey(Kind.REALM, REALM));
        });
        time.pass(Duration.ofSeconds(3));
    }

    private void cut() {
        network.use((parcel, arrival) -> {
            throw new TransportException("the link is cut");
        });
    }

    private boolean refuses() {
        return freshness().refuses(us.engine().ground().topology().of(REALM).orElseThrow());
    }

    private boolean isStale() {
        return freshness()
                .stale(us.engine().ground().topology().of(REALM).orElseThrow())
                .isPresent();
    }

    private Freshness freshness() {
        return us.engine().ground().freshness();
    }
}
