package io.multiregion.stories.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Page;
import io.multiregion.stories.region.BesideOthers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What load balancers and DNS health checks are told. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HealthStory {

    private static final Duration HEARD = Duration.ofSeconds(20);

    private final SampleRealm realm = new SampleRealm("healthy", TwoRegions.FRONT, 0);
    private TwoRegions regions;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        realm.create(regions.eu().admin());
        regions.replicate(realm.name());
    }

    @Test
    void onlyThePrimarySaysItIs() {
        var yes = ask(regions.eu(), "healthy", "primary").expect(200);
        assertEquals(Json.of("{realm:'healthy', region:'eu', role:'PRIMARY', epoch:1, reason:null}"), yes.json());
        assertEquals("no-store", yes.header("Cache-Control"));
        var no = ask(regions.us(), "healthy", "primary").expect(503);
        assertEquals(
                Json.of("{realm:'healthy', region:'us', role:'SECONDARY', epoch:1, reason:'the primary is eu'}"),
                no.json());
        assertEquals("no-store", no.header("Cache-Control"));
    }

    @Test
    void bothServeUntilACopyIsSetAside() {
        ask(regions.eu(), "healthy", "active").expect(200);
        ask(regions.us(), "healthy", "active").expect(200);
        setStatus("INACTIVE");
        Await.upTo(HEARD, "us says that it serves nobody")
                .until(() -> ask(regions.us(), "healthy", "active").status() == 503);
        assertEquals(
                "this region's copy is INACTIVE",
                ask(regions.us(), "healthy", "active").json().path("reason").asText());
        assertGroup(regions.us(), "active", 503, "this region's copy is INACTIVE");
        setStatus("ACTIVE");
        Await.upTo(HEARD, "us serves again")
                .until(() -> ask(regions.us(), "healthy", "active").status() == 200);
    }

    @Test
    void theManagementPortAnswersForAllRealms() {
        assertGroup(regions.eu(), "primary", 200, "yes");
        assertGroup(regions.us(), "primary", 503, "the primary is eu");
        assertGroup(regions.eu(), "active", 200, "yes");
    }

    @Test
    void aCheckMayAskForTheHeadOnly() {
        assertEquals(
                200,
                Page.ask("HEAD", regions.eu().url(), path("healthy", "primary")).status());
        assertEquals(
                503,
                Page.ask("HEAD", regions.us().url(), path("healthy", "primary")).status());
    }

    @Test
    void aRealmThatIsNotReplicatedIsEverybodysOwn() {
        for (var question : new String[] {"primary", "active"}) {
            var answer = ask(regions.us(), "master", question).expect(200);
            assertEquals("STANDALONE", answer.json().path("role").asText());
        }
        ask(regions.us(), "nowhere", "active").expect(404);
    }

    @Test
    void messagesAreTakenInTheMasterRealmOnly() {
        var admin = Page.ask("POST", regions.us().url(), "/realms/healthy/multi-region/messages");
        assertEquals(404, admin.status(), admin::text);
    }

    private void setStatus(String status) {
        regions.eu().admin().put("healthy/multi-region/replicas/us", Json.of("{status:'%s'}", status));
    }

    /** Other stories have realms of their own in these regions: only what is said of this one counts, unless all are well. */
    private void assertGroup(Region region, String question, int status, String said) {
        var answer = Page.get(region.management(), "/health/group/multi-region-" + question);
        var data = answer.json().path("checks").get(0).path("data");
        assertEquals(said, data.path("healthy").asText(), answer::text);
        if (status != 200) {
            assertEquals(status, answer.status(), answer::text);
        }
        assertTrue(data.size() > 0, answer::text);
    }

    private static Answer ask(Region region, String realm, String question) {
        return Page.get(region.url(), path(realm, question));
    }

    private static String path(String realm, String question) {
        return "/realms/" + realm + "/multi-region/health/" + question;
    }
}
