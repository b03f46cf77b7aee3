package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.state.ReplicaStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that ships, with its own clock and threads. */
final class ShipperTest {

    private final StreamingRegion eu = new StreamingRegion();
    private final Shipper shipper = eu.shipper();

    @AfterEach
    void close() {
        eu.close();
    }

    private void start() {
        eu.node().start(List.of(shipper), List.of());
        Await.until(
                () -> eu.replica().status() == ReplicaStatus.ACTIVE
                        && !eu.replica().isVerifyDue(),
                "the copy is made");
    }

    @Test
    void aCommitIsShippedWithoutATick() {
        start();
        for (int i = 0; i < 10; i++) {
            String user = "user" + i;
            eu.user(user);
            shipper.committed(TwoDatabases.REALM);
            Await.until(() -> eu.usHas(user), "it is shipped");
        }
        eu.regions().assertEqual();
        assertEquals(List.of(), eu.told(), "this node ships itself");
    }

    @Test
    void whatComesWhileARegionIsSilentIsShippedWhenItIsHeardOf() {
        start();
        eu.us().silent(true);
        eu.user("bob");
        shipper.committed(TwoDatabases.REALM);
        Await.until(() -> eu.replica().lastError() != null, "it is not shipped");
        eu.us().silent(false);
        Await.until(
                () -> {
                    shipper.heard(TwoDatabases.REALM, "us");
                    return eu.usHas("bob");
                },
                "it is shipped");
    }

    @Test
    void aNodeThatDoesNotShipTellsTheOneThatDoes() {
        eu.user("bob");
        shipper.committed(TwoDatabases.REALM);
        assertEquals(List.of(TwoDatabases.REALM), eu.told());
        assertEquals(List.of(), eu.us().heard());
    }

    @Test
    void aNodeThatHasLostTheLeaseShipsNothing() {
        start();
        eu.loseLease();
        eu.user("bob");
        int cuts = eu.regions().cuts();
        shipper.committed(TwoDatabases.REALM);
        Await.until(() -> !eu.node().isLeading(), "it sees so at its next tick");
        assertEquals(cuts, eu.regions().cuts());
    }
}
