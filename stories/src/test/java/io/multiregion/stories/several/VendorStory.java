package io.multiregion.stories.several;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.client.Totp;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.Alone;
import io.multiregion.stories.region.ThirdRegion;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A realm moves from MariaDB to PostgreSQL while people sign in, in the order of docs/databases.md: ap has the one, eu the other. */
@Alone
final class VendorStory {

    private static final String REALM = "vendor";
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 20);
    private final Totp totp = new Totp("JBSWY3DPEHPK3PXPANOTHERVENDOR000");

    @Test
    void fromMariaDbToPostgreSqlWhilePeopleSignIn(TwoRegions regions, ThirdRegion third) {
        var ap = third.region();
        var eu = regions.eu();
        realm.create(ap.admin());
        ap.admin()
                .create(
                        REALM + "/users",
                        Json.of(
                                "{username:'tess', enabled:true, email:'tess@acme.test', firstName:'T', lastName:'T',"
                                        + " credentials:[{type:'password', value:'tess-secret'}, %s]}",
                                totp.credential()));
        var here = new Replication(ap.admin(), REALM);
        var there = new Replication(eu.admin(), REALM);
        var alice = realm.at(ap).password(SampleRealm.USER, SampleRealm.PASSWORD);

        Map<String, String> used;
        Set<String> own;
        try (var guests = new Guests(ap)) {
            here.replicate(eu, regions.toEu().url().toString(), DEADLINE);
            used = totp.grant("tess", "tess-secret", 0);
            realm.at(ap).token(used).expect(200);
            guests.awaitMore();
            var moved = here.switchover("eu").expect(200).json();
            assertTrue(moved.path("writePauseMillis").asLong(9999) < 2000, moved::toString);
            Await.upTo(DEADLINE, "eu is the primary").until(there::writable, there::lastSeen);
            guests.awaitMore();
            guests.end();
            own = guests.sessions();
        }
        var refreshed = realm.at(eu).refresh(alice);
        assertEquals(alice.session(), refreshed.session(), "she stays signed in");
        assertNotEquals(200, realm.at(eu).token(used).status(), "a code is good for once, whatever has it noted");
        realm.at(eu).token(totp.grant("tess", "tess-secret", 1)).expect(200);
        realm.password(eu.admin(), "bob", "changed-in-eu");
        assertEquals(0, there.differences());
        new Equality(eu, ap, REALM).assertRows(own);
        assertTrue(realm.at(ap).refuses("bob", "bob-secret"), "there is a way back, until the old copy is removed");

        there.end("ap", DEADLINE);
        assertEquals(alice.session(), realm.at(eu).refresh(refreshed).session());
        realm.at(eu).password("bob", "changed-in-eu");
    }

    /** Somebody who signs in again and again, and is let in each time. */
    private final class Guests implements AutoCloseable {

        private final ConcurrentLinkedQueue<Tokens> served = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final CompletableFuture<Void> signingIn;

        Guests(Region region) {
            signingIn = CompletableFuture.runAsync(
                    () -> {
                        while (!over.get()) {
                            served.add(realm.at(region).password("bob", "bob-secret"));
                        }
                    },
                    task -> new Thread(task, "guests").start());
        }

        void awaitMore() {
            int enough = served.size() + 5;
            Await.upTo(DEADLINE, "guests are let in").until(() -> served.size() >= enough || signingIn.isDone());
        }

        /** Raises if one of them was turned away. */
        void end() {
            over.set(true);
            signingIn.join();
        }

        Set<String> sessions() {
            return served.stream().map(Tokens::session).collect(Collectors.toSet());
        }

        @Override
        public void close() {
            over.set(true);
        }
    }
}
