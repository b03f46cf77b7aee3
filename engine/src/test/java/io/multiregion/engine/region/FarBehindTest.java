package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.cut.CutBounds;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.failover.rule.RulesRefusedException;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.ReplicaRows;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A region that lacks more than goes into one cut catches up in small transactions, and serves nobody until it is level. */
final class FarBehindTest {

    private static final String REALM = "acme";

    /** A hundredth of what is usual, but for bytes. */
    private static final CutBounds BOUNDS =
            new CutBounds(100, 500, CutBounds.USUAL.parts(), CutBounds.USUAL.partBytes() / 100);

    /** Of which copies of any size are removed, and the journal of them trimmed, a thousand at a time. */
    private static final int USERS = 1500;

    /** Each user has two rows, and an entry in the journal that may take the place of one. */
    private static final int BEARABLE = 3000;

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);

    @BeforeEach
    void replicate() {
        eu.database().realm(REALM, REALM);
        eu.trust(us, "realms=*&mayBecomePrimary=true");
        us.trust(eu, "realms=*&mayBecomePrimary=true");
        eu.bounds(BOUNDS);
        us.bounds(BOUNDS);
        eu.start();
        us.start();
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
        us.bearing().rows(BEARABLE);
    }

    @AfterEach
    void close() {
        eu.close();
        us.close();
    }

    private void users(String prefix) {
        eu.write(REALM, () -> {
            eu.rows()
                    .update(
                            "insert into USER_ENTITY (ID, USERNAME, EMAIL_CONSTRAINT, REALM_ID, EMAIL_VERIFIED, ENABLED, NOT_BEFORE)"
                                    + " select ? || x, ? || x, ? || x, ?, false, true, 0 from system_range(1, ?)",
                            prefix,
                            prefix,
                            prefix,
                            REALM,
                            USERS);
            eu.rows()
                    .update(
                            "insert into USER_ATTRIBUTE (ID, USER_ID, NAME, \"VALUE\")"
                                    + " select ? || x, ? || x, 'a', 'b' from system_range(1, ?)",
                            prefix,
                            prefix,
                            USERS);
            return changed(prefix);
        });
    }

    private static List<ResourceKey> changed(String prefix) {
        return IntStream.rangeClosed(1, USERS)
                .mapToObj(i -> new ResourceKey(Kind.USER, prefix + i))
                .toList();
    }

    private void describe(String prefix) {
        eu.write(REALM, () -> {
            eu.rows().update("update USER_ENTITY set FIRST_NAME = 'x' where ID like ?", prefix + "%");
            return changed(prefix);
        });
    }

    private void delete(String prefix) {
        eu.write(REALM, () -> {
            eu.rows().update("delete from USER_ATTRIBUTE where USER_ID like ?", prefix + "%");
            eu.rows().update("delete from USER_ENTITY where ID like ?", prefix + "%");
            return changed(prefix);
        });
    }

    private ReplicaStatus status() {
        return us.state(REALM).orElseThrow().status();
    }

    private void passUntilPagesGo() {
        for (int i = 0; i < 1000 && !Batch.isLate(cursor()); i++) {
            time.pass(Duration.ofMillis(10));
        }
    }

    private String cursor() {
        return eu.replica(REALM, us).orElseThrow().copyCursor();
    }

    private void level() {
        time.pass(Duration.ofMinutes(1));
        assertEquals(Batch.COPY_DONE, cursor());
        assertEquals(ReplicaStatus.ACTIVE, status());
        assertEquals(eu.rows().all(), us.rows().all());
    }

    @Test
    void moreUsersThanGoIntoOneTransactionCatchUp() {
        users("user");
        level();
        describe("user");
        level();
        delete("user");
        level();
        assertTrue(
                us.bearing().most() <= BEARABLE,
                "rows in one transaction: " + us.bearing().most());
    }

    @Test
    void itServesNobodyAndLeadsNothingMeanwhileAndGoesOnAfterCrashes() {
        int[] batches = {0};
        network.use((parcel, arrival) -> {
            if (parcel.to().equals("us") && Batch.isLate(cursor()) && ++batches[0] > 3) {
                throw new TransportException("us is cut off");
            }
            return arrival.of(parcel);
        });
        users("user");
        time.pass(Duration.ofSeconds(30));
        assertEquals(ReplicaStatus.CREATING, status(), "it is no instant of eu, and serves nobody");
        assertTrue(Batch.isLate(cursor()), cursor());
        String stood = cursor();
        int there = us.rows().texts("select ID from USER_ENTITY").size();
        assertTrue(there > 0 && there < USERS, "it is in the midst: " + there);
        RulesRefusedException refused = assertThrows(
                RulesRefusedException.class,
                () -> us.engine().moving().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR));
        assertTrue(refused.getMessage().contains("copy"), refused.getMessage());

        eu.kill();
        us.kill();
        eu.lapse(Duration.ofSeconds(6));
        us.lapse(Duration.ofSeconds(6));
        network.heal();
        eu.start();
        us.start();
        assertEquals(stood, cursor(), "where it stands is known");
        level();
        assertNotEquals(0, batches[0]);
    }

    /** Too much for one cut, and too little for pages by its number. */
    @Test
    void fewUsersThatAreLargeCatchUp() {
        String large = "x".repeat(20_000);
        for (int i = 0; i < 16; i++) {
            String id = "large" + i;
            eu.write(REALM, () -> {
                eu.rows().insert("USER_ENTITY", "ID", id, "USERNAME", id, "EMAIL_CONSTRAINT", id, "REALM_ID", REALM);
                eu.rows().insert("USER_ATTRIBUTE", "ID", id, "USER_ID", id, "NAME", "a", "LONG_VALUE", large);
                return List.of(new ResourceKey(Kind.USER, id));
            });
        }
        passUntilPagesGo();
        level();
    }

    @Test
    void aCopyOfManyIsRemovedInSmallTransactions() {
        users("user");
        level();
        eu.database().run(connection -> ReplicaRows.want(connection, REALM, "us", ReplicaStatus.INACTIVE));
        time.pass(Duration.ofSeconds(5));
        eu.engine().operating().replicas().delete(REALM, "us", false, Mandate.OPERATOR);
        time.pass(Duration.ofMinutes(1));
        assertTrue(us.state(REALM).isEmpty(), "it is gone");
        assertEquals(List.of(), us.rows().texts("select ID from USER_ENTITY"));
        assertTrue(
                us.bearing().most() <= BEARABLE,
                "rows in one transaction: " + us.bearing().most());
    }
}
