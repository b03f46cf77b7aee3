package io.multiregion.stories.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.stories.region.OwnRegions;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
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

        try (var guests = new Guests("us", realm.at(us))) {
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
}
