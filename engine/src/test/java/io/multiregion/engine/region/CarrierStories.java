package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.stream.Await;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each carrier must stand. Two engines with real threads: eu has a realm, us a copy of it. Messages meet {@link Faults} both ways. */
abstract class CarrierStories {

    static final String REALM = "acme";
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int REALMS = 8;
    private static final int CHANGES = 30;
    private static final int BIG = 2_000_000;

    final Faults faults = new Faults();
    final SimulatedTime time = new SimulatedTime();
    final SimulatedNetwork network = new SimulatedNetwork();
    final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    final SimulatedRegion us = new SimulatedRegion("us", time, network);

    /** Joins the two by the carrier, before they start. */
    abstract void join();

    /** Parts them for good. */
    abstract void part();

    @BeforeEach
    void start() {
        eu.database().realm(REALM, REALM);
        join();
        eu.startInRealTime();
        us.startInRealTime();
    }

    @AfterEach
    void close() {
        eu.close();
        us.close();
        part();
    }

    private RandomRealm changes(SimulatedRegion region) {
        return new RandomRealm(region.rows(), new Random(region.name().hashCode()));
    }

    private void replicate(String realm) {
        eu.replicate(realm, us);
        Await.until(
                () -> eu.replica(realm, us).orElseThrow().status() == ReplicaStatus.ACTIVE,
                realm + " is copied: " + eu.replica(realm, us));
    }

    private void awaitSame(String what) {
        Await.until(() -> eu.rows().all().equals(us.rows().all()), what);
    }

    @Test
    void aRealmIsCopiedAndItsRoleMovesThereAndBack() throws Exception {
        eu.write(REALM, () -> changes(eu).change(40));
        replicate(REALM);
        awaitSame("the copy is the realm");
        eu.engine().moving().switchover().perform(REALM, to("us"), Mandate.OPERATOR);
        us.write(REALM, () -> changes(us).change(20));
        awaitSame("eu follows us");
        us.engine().moving().switchover().perform(REALM, to("eu"), Mandate.OPERATOR);
        eu.write(REALM, () -> changes(eu).change(20));
        awaitSame("us follows eu again");
    }

    private static MoveRequest to(String region) {
        return new MoveRequest(region, null, null, null, null, null, null);
    }

    /** Nothing that happens on the way is taken for what it is not. */
    @Test
    void whatIsLostDoubledLateOrTamperedWithDoesNoHarm() {
        eu.write(REALM, () -> changes(eu).change(20));
        replicate(REALM);
        faults.begin();
        RandomRealm changes = changes(eu);
        while (!faults.had().equals(EnumSet.allOf(Faults.Fate.class))) {
            int met = faults.met();
            eu.write(REALM, () -> changes.change(3));
            eu.engine().ground().news().tryAgain(REALM, "us");
            Await.until(() -> faults.met() > met, "a message meets something");
        }
        faults.end();
        awaitSame("it is level in the end");
    }

    @Test
    void aRegionThatWasSilentCatchesUp() {
        replicate(REALM);
        us.stop();
        eu.write(REALM, () -> changes(eu).change(20));
        Await.until(() -> eu.replica(REALM, us).orElseThrow().lastError() != null, "eu notices");
        us.startInRealTime();
        awaitSame("us catches up");
        Await.until(() -> eu.replica(REALM, us).orElseThrow().lastError() == null, "it is over");
    }

    @Test
    void aPrimaryThatIsGoneIsReplacedAndFollows() {
        eu.write(REALM, () -> changes(eu).change(20));
        replicate(REALM);
        awaitSame("the copy is the realm");
        eu.stop();
        us.engine().moving().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
        us.write(REALM, () -> changes(us).change(20));
        eu.startInRealTime();
        Await.until(() -> eu.state(REALM).orElseThrow().role() == Role.SECONDARY, "eu has heard of it");
        awaitSame("eu follows");
    }

    @Test
    void aBigMessagePasses() {
        replicate(REALM);
        byte[] random = new byte[BIG];
        new Random(1).nextBytes(random);
        write(REALM, "big", HexFormat.of().formatHex(random));
        awaitSame("it is there");
    }

    @Test
    void manyAtOnceAllArrive() {
        List<String> realms =
                IntStream.range(0, REALMS).mapToObj(i -> "realm" + i).toList();
        realms.forEach(realm -> eu.database().realm(realm, realm));
        replicate(REALM);
        realms.forEach(realm -> eu.replicate(realm, us));
        realms.forEach(realm -> Await.until(
                () -> eu.replica(realm, us).orElseThrow().status() == ReplicaStatus.ACTIVE, realm + " is copied"));
        realms.forEach(realm -> write(realm, "user-" + realm, "some"));
        awaitSame("all are there");
        assertTrue(us.rows().all().toString().contains("user-realm" + (REALMS - 1)));
        assertEquals(REALMS, realms.size());
    }

    /** For docs/scale.md: from the commit in eu to the row in us, on whatever machine this is. */
    @Test
    void howLongAChangeTakes() {
        replicate(REALM);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            String user = "change" + i;
            write(REALM, user, "some");
            long begun = System.nanoTime();
            Await.until(
                    () -> !us.rows()
                            .texts("select ID from USER_ENTITY where ID = ?", user)
                            .isEmpty(),
                    user + " arrives");
            millis.add((System.nanoTime() - begun) / 1_000_000);
        }
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "%s: a change arrives after %d ms (p50), %d ms (p90)%n",
                getClass().getSimpleName(), sorted.get(CHANGES / 2), sorted.get(CHANGES * 9 / 10));
    }

    private void write(String realm, String user, String text) {
        eu.write(realm, () -> {
            eu.rows().insert("USER_ENTITY", "ID", user, "USERNAME", user, "EMAIL_CONSTRAINT", user, "REALM_ID", realm);
            eu.rows().insert("USER_ATTRIBUTE", "ID", user, "USER_ID", user, "NAME", "a", "LONG_VALUE", text);
            return List.of(new ResourceKey(Kind.USER, user));
        });
    }
}
