package io.multiregion.stories.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.stories.region.OwnRegions;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Keycloak is upgraded region by region, in the order of docs/upgrading.md. */
@OwnRegions
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class UpgradeStory extends UpgradedRegions {

    @Test
    @Order(1)
    void secondariesFirstThenThePrimary() throws SQLException {
        var eu = regions.eu();
        var us = regions.us();
        older(eu, us);

        upgrade(us);
        assertEquals(Set.of(), added(us), "a copy is not migrated by itself");
        Await.upTo(NOTICED, "this region's own admins have all roles for it")
                .until(() -> managementRoles(us).equals(ROLES));
        Await.upTo(NOTICED, "the primary has compared the copy").until(() -> doubts(us) == 0);
        eu.admin().put(REALM, Json.of("{displayName:'Between the versions'}"));
        regions.equality(REALM).assertRows();

        try (var guests = new Guests(us)) {
            guests.awaitServed(3);
            upgrade(eu);
            regions.equality(REALM).awaitLevel();
            guests.awaitServed(3);
            guests.close();
            own.addAll(guests.sessions());
            assertEquals(List.of(), guests.turnedAway());
        }
        regions.equality(REALM).assertRows(own);
        assertEquals(names(), added(eu));
        assertEquals(identities(eu), identities(us));
        assertEquals(0, new Replication(eu.admin(), REALM).differences());

        // the change that stuck for ever: it refers to what was migrated
        var client = client(eu, REALM, "realm-management");
        var mapping =
                REALM + "/users/" + realm.userId(eu.admin(), SampleRealm.USER) + "/role-mappings/clients/" + client;
        eu.admin()
                .post(
                        mapping,
                        Json.of(
                                "[{id:'%s', name:'view-organizations'}]",
                                identities(eu).get("view-organizations")));
        regions.equality(REALM).assertRows(own);
        assertEquals(
                "view-organizations",
                us.admin().get(mapping).get(0).path("name").asText());
    }

    /** What was left out of the copy is due once it is none. */
    @Test
    @Order(2)
    void theRoleMovesBetweenTheTwo() throws SQLException {
        var eu = regions.eu();
        var us = regions.us();
        older(eu, us);

        upgrade(us);
        var replication = new Replication(eu.admin(), REALM);
        Await.upTo(NOTICED, "the primary has compared the copy")
                .until(() -> doubts(us) == 0 && replication.level("us"), replication::lastSeen);
        replication.switchover("us").expect(200);
        Await.upTo(NOTICED, "the new primary migrates the realm")
                .until(() -> added(us).equals(names()));
        new Equality(us, eu, REALM).assertRows(own);

        upgrade(eu);
        Await.upTo(NOTICED, "the new primary has compared the copy").until(() -> doubts(eu) == 0);
        new Equality(us, eu, REALM).assertRows(own);
        assertEquals(identities(us), identities(eu));
        assertEquals(0, new Replication(us.admin(), REALM).differences());
        realm.at(eu).password(SampleRealm.USER, SampleRealm.PASSWORD);
    }

    /** Somebody who signs in again and again, and wants to be let in each time. */
    private final class Guests implements AutoCloseable {

        private final Region region;
        private final AtomicInteger served = new AtomicInteger();
        private final Set<String> sessions = new TreeSet<>();
        private final TreeMap<Integer, String> turnedAway = new TreeMap<>();
        private final Thread thread = new Thread(this::signIn, "guests");
        private volatile boolean stopped;

        Guests(Region region) {
            this.region = region;
            thread.start();
        }

        private void signIn() {
            while (!stopped) {
                try {
                    var answer = realm.at(region).attempt(SampleRealm.USER, SampleRealm.PASSWORD);
                    note(answer);
                } catch (RuntimeException e) {
                    note(e.toString());
                }
            }
        }

        private synchronized void note(Answer answer) {
            if (answer.status() == 200) {
                sessions.add(answer.json().path("session_state").asText());
                served.incrementAndGet();
            } else {
                note(answer.status() + " " + answer.text());
            }
        }

        private synchronized void note(String failure) {
            turnedAway.put(turnedAway.size(), failure);
        }

        void awaitServed(int more) {
            int before = served.get();
            Await.upTo(NOTICED, "guests are let in").until(() -> served.get() >= before + more);
        }

        synchronized Set<String> sessions() {
            return new TreeSet<>(sessions);
        }

        synchronized List<String> turnedAway() {
            return List.copyOf(turnedAway.values());
        }

        @Override
        public void close() {
            stopped = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
