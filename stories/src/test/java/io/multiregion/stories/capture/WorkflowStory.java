package io.multiregion.stories.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.region.BesideOthers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Workflows write in the background: on the primary only, and what they write is captured like any other change. What is due goes along
 * with the role.
 */
@BesideOthers
final class WorkflowStory {

    private static final String REALM = "workflow";
    private static final String REALM_MOVES = "workflow-moves";
    private static final Duration STEP = Duration.ofSeconds(30);

    @Test
    void whatAWorkflowWritesIsCaptured(TwoRegions regions) {
        var admin = regions.eu().admin();
        new SampleRealm(REALM, TwoRegions.FRONT, 2).create(admin);
        regions.replicate(REALM);
        var workflows = REALM + "/workflows";
        var id = admin.create(
                workflows,
                Json.of("{name:'welcome', on:'user-created', steps:["
                        + "{uses:'grant-role', with:{role:['seller']}},"
                        + "{uses:'add-required-action', with:{action:['UPDATE_PASSWORD']}},"
                        + "{uses:'disable-user', after:'30d'}]}"));
        regions.equality(REALM).assertRows();

        var carol = admin.create(REALM + "/users", Json.of("{username:'carol', enabled:true}"));
        Await.upTo(Duration.ofSeconds(20), "the workflow has run")
                .until(() -> roles(regions.eu(), REALM, carol).contains("seller")
                        && admin.get(REALM + "/users/" + carol)
                                .path("requiredActions")
                                .toString()
                                .contains("UPDATE_PASSWORD"));
        regions.equality(REALM).assertRows();
        assertEquals(roles(regions.eu(), REALM, carol), roles(regions.us(), REALM, carol));

        admin.delete(workflows + "/" + id);
        regions.equality(REALM).assertRows();
        assertEquals(0, new Replication(admin, REALM).differences());
    }

    @Test
    void whatIsDueGoesWithTheRole(TwoRegions regions) {
        var roles = Roles.replicated(regions, REALM_MOVES);
        var eu = regions.eu();
        var us = regions.us();
        var leavers = create(eu, "{name:'leavers', on:'user-created', steps:[{uses:'disable-user', after:'8s'}]}");
        var keepers = create(
                eu,
                "{name:'keepers', schedule:{after:'1s', 'batch-size':50}, steps:[{uses:'grant-role', with:{role:['seller']}}]}");
        var dave = user(eu, "dave");
        Await.upTo(STEP, "dave is to leave").until(() -> isDue(eu, dave));
        roles.equality(eu).assertRows();
        assertTrue(isDue(us, dave), "and us knows");

        roles.switchover(eu, us);
        roles.awaitPrimary(us);
        Await.upTo(STEP, "us has disabled dave").until(() -> !enabled(us, dave));
        var erin = user(us, "erin");
        Await.upTo(STEP, "the schedule goes on in us")
                .until(() -> roles(us, REALM_MOVES, erin).contains("seller"));
        us.admin().delete(REALM_MOVES + "/workflows/" + keepers);
        us.admin().put(REALM_MOVES + "/users/" + dave, Json.of("{enabled:true}"));
        roles.equality(us).assertRows();
        assertFalse(isDue(eu, dave), "eu has nothing left to do");

        roles.switchover(us, eu);
        roles.awaitPrimary(eu);
        var fay = user(eu, "fay");
        Await.upTo(STEP, "eu has run all that is due").until(() -> !enabled(eu, fay));
        assertTrue(enabled(eu, dave), "what us has done eu does not do again");
        var gus = user(eu, "gus");
        Await.upTo(STEP, "gus is to leave").until(() -> isDue(eu, gus));
        eu.admin().delete(REALM_MOVES + "/users/" + gus);
        user(eu, "hal");
        eu.admin().delete(REALM_MOVES + "/workflows/" + leavers);
        roles.equality(eu).assertRows();
        assertEquals(0, roles.at(eu).differences());
    }

    private static String create(Region region, String workflow) {
        return region.admin().create(REALM_MOVES + "/workflows", Json.of(workflow));
    }

    private static String user(Region region, String name) {
        return region.admin().create(REALM_MOVES + "/users", Json.of("{username:'%s', enabled:true}", name));
    }

    private static boolean isDue(Region region, String user) {
        return !region.admin().get(REALM_MOVES + "/workflows/scheduled/" + user).isEmpty();
    }

    private static boolean enabled(Region region, String user) {
        return region.admin()
                .get(REALM_MOVES + "/users/" + user)
                .path("enabled")
                .asBoolean();
    }

    private static Set<String> roles(Region region, String realm, String user) {
        var names = new TreeSet<String>();
        region.admin()
                .get(realm + "/users/" + user + "/role-mappings/realm")
                .forEach(role -> names.add(role.get("name").asText()));
        return names;
    }
}
