package io.multiregion.stories.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Workflows write in the background: on the primary only, and what they write is captured like any other change. */
@BesideOthers
final class WorkflowStory {

    private static final String REALM = "workflow";

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
                .until(() -> roles(regions.eu(), carol).contains("seller")
                        && admin.get(REALM + "/users/" + carol)
                                .path("requiredActions")
                                .toString()
                                .contains("UPDATE_PASSWORD"));
        regions.equality(REALM).assertRows();
        assertEquals(roles(regions.eu(), carol), roles(regions.us(), carol));

        admin.delete(workflows + "/" + id);
        regions.equality(REALM).assertRows();
        assertEquals(0, new Replication(admin, REALM).differences());
    }

    private static Set<String> roles(Region region, String user) {
        var names = new TreeSet<String>();
        region.admin()
                .get(REALM + "/users/" + user + "/role-mappings/realm")
                .forEach(role -> names.add(role.get("name").asText()));
        return names;
    }
}
