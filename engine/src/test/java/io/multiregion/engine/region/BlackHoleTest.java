package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.stream.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads: region us takes messages and answers none, for many realms, and region ap is as far behind as before. */
class BlackHoleTest {

    private static final int REALMS = Integer.getInteger("blackhole.realms", 40);

    /** What one machine may differ from one second to the next. */
    private static final Duration NOISE = Duration.ofMillis(500);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);
    private final SimulatedRegion ap = new SimulatedRegion("ap", time, network);
    private final CountDownLatch over = new CountDownLatch(1);
    private int users;

    @AfterEach
    void close() {
        over.countDown();
        List.of(eu, us, ap).forEach(SimulatedRegion::close);
    }

    private List<String> start() {
        List<String> realms =
                IntStream.range(0, REALMS).mapToObj(i -> "realm" + i).toList();
        realms.forEach(realm -> eu.database().realm(realm, realm));
        for (SimulatedRegion other : List.of(us, ap)) {
            eu.trust(other, "realms=*&mayBecomePrimary=true");
            other.trust(eu, "realms=*&mayBecomePrimary=true");
        }
        List.of(eu, us, ap).forEach(SimulatedRegion::startInRealTime);
        realms.forEach(realm -> List.of(us, ap).forEach(other -> eu.replicate(realm, other)));
        for (String realm : realms) {
            for (SimulatedRegion other : List.of(us, ap)) {
                Await.until(
                        () -> eu.replica(realm, other).orElseThrow().status() == ReplicaStatus.ACTIVE,
                        "realm " + realm + " is copied to " + other.name());
            }
        }
        return realms;
    }

    @Test
    void whatOneRegionNeverAnswersLeavesTheLagOfAnotherUnchanged() {
        List<String> realms = start();
        long before = lag(realms);
        network.use((parcel, arrival) -> {
            if (parcel.to().equals("us")) {
                hang();
            }
            return arrival.of(parcel);
        });
        realms.forEach(this::write);
        realms.forEach(this::awaitAp);
        long hung = lag(realms);
        System.out.printf("lag of ap with %d realms: %d ms, while us hangs: %d ms%n", REALMS, before, hung);
        assertTrue(hung <= 3 * before + NOISE.toMillis(), "it was " + before + " ms, it is " + hung + " ms");
        long heard = realms.stream()
                .mapToLong(realm -> ap.state(realm).orElseThrow().heardAt().toEpochMilli())
                .min()
                .orElseThrow();
        assertTrue(System.currentTimeMillis() - heard < 5_000, "ap hears of each realm");
        assertEquals(REALMS, realms.stream().filter(realm -> isBehind(realm)).count(), "us does hang");
    }

    private boolean isBehind(String realm) {
        return eu.replica(realm, ap)
                .orElseThrow()
                .acknowledged()
                .isAfter(eu.replica(realm, us).orElseThrow().acknowledged());
    }

    private void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The median, in milliseconds. */
    private long lag(List<String> realms) {
        List<Long> lags = new ArrayList<>();
        for (String realm : realms) {
            long begun = System.nanoTime();
            write(realm);
            awaitAp(realm);
            lags.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
        }
        return lags.stream().sorted().toList().get(lags.size() / 2);
    }

    private void write(String realm) {
        String user = "user" + ++users;
        eu.write(realm, () -> {
            eu.rows().insert("USER_ENTITY", "ID", user, "USERNAME", user, "EMAIL_CONSTRAINT", user, "REALM_ID", realm);
            return List.of(new ResourceKey(Kind.USER, user));
        });
    }

    private void awaitAp(String realm) {
        String user = "user" + users;
        Await.until(
                () -> eu.rows()
                        .texts("select ID from USER_ENTITY where REALM_ID = ?", realm)
                        .equals(ap.rows().texts("select ID from USER_ENTITY where REALM_ID = ?", realm)),
                "ap has " + user + " or what came before it");
    }
}
