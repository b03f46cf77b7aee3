package io.multiregion.stories.several;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.Alone;
import io.multiregion.stories.region.ThirdRegion;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One primary, two secondaries: each goes at its own pace, and leaves without the other noticing. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThirdRegionStory {

    private static final Duration NOTICED = Duration.ofSeconds(60);

    private TwoRegions regions;
    private ThirdRegion ap;
    private Admin admin;

    @BeforeAll
    void join(TwoRegions started, ThirdRegion joined) {
        regions = started;
        admin = regions.eu().admin();
        ap = joined;
    }

    @Test
    void bothGetTheCopyAndTheChanges() {
        realm("third-both");
        write("third-both", "change", 5);
        admin.put("third-both", Json.of("{displayName:'Both'}"));
        assertBoth("third-both");
        assertEquals(
                2,
                new Replication(admin, "third-both").verify().path("replicas").size());
        assertEquals(0, new Replication(admin, "third-both").differences());
        toAp("third-both").assertExports();
    }

    @Test
    void oneIsAwayWhileTheOtherGoesOn() {
        realm("third-away");
        ap.link().set(Link.State.DOWN);
        try {
            write("third-away", "first", 10);
            regions.equality("third-away").assertRows();
            var replication = new Replication(admin, "third-away");
            assertNotEquals(0, replication.replica("ap").path("lagResources").asInt(), replication::lastSeen);
            Await.upTo(NOTICED, "the failure is told, and for this region only")
                    .until(
                            () -> !replication
                                            .replica("ap")
                                            .at("/lastError/message")
                                            .asText("")
                                            .isEmpty()
                                    && replication
                                            .replica("us")
                                            .at("/lastError/message")
                                            .asText("")
                                            .matches("|null"),
                            replication::lastSeen);
            write("third-away", "second", 10);
            regions.equality("third-away").assertRows();
        } finally {
            ap.link().set(Link.State.UP);
        }
        assertBoth("third-away");
    }

    @Test
    void oneIsKilledWhileTheOtherGoesOn() {
        realm("third-killed");
        ap.region().kill();
        try {
            write("third-killed", "late", 10);
            regions.equality("third-killed").assertRows();
        } finally {
            ap.region().start().awaitReady();
        }
        assertBoth("third-killed");
    }

    @Test
    void replicasLeaveOneByOne() {
        realm("third-leaving");
        assertRemovalRefused("third-leaving");

        leave("third-leaving", "ap");
        assertEquals(
                404, ap.region().admin().attempt("GET", "third-leaving", null).status());
        write("third-leaving", "after", 3);
        regions.equality("third-leaving").assertRows();
        assertRemovalRefused("third-leaving");

        leave("third-leaving", "us");
        assertEquals(
                404, regions.us().admin().attempt("GET", "third-leaving", null).status());
        var state = new Replication(admin, "third-leaving").state();
        assertEquals("STANDALONE", state.path("role").asText());
        assertTrue(state.path("replicas").isEmpty());
        write("third-leaving", "alone", 1);
        admin.delete("third-leaving");
        assertEquals(404, admin.attempt("GET", "third-leaving", null).status());
    }

    @Test
    void oneThatLeftComesBack() {
        realm("third-back");
        leave("third-back", "ap");
        write("third-back", "meanwhile", 5);
        new Replication(admin, "third-back")
                .replicate(ap.region(), ap.link().url().toString(), NOTICED);
        write("third-back", "since", 5);
        assertBoth("third-back");
    }

    private void leave(String realm, String region) {
        var replication = new Replication(admin, realm);
        var path = realm + "/multi-region/replicas/" + region;
        assertEquals(409, admin.attempt("DELETE", path, null).status(), "not while it serves");
        admin.put(path, Json.of("{status:'INACTIVE'}"));
        Await.upTo(NOTICED, region + " is out of service")
                .until(
                        () -> replication
                                .replica(region)
                                .path("status")
                                .asText()
                                .equals("INACTIVE"),
                        replication::lastSeen);
        admin.attempt("DELETE", path, null).expect(202);
        Await.upTo(NOTICED, "the replica in " + region + " is gone")
                .until(() -> admin.attempt("GET", path, null).status() == 404, replication::lastSeen);
    }

    private void assertRemovalRefused(String realm) {
        var answer = admin.attempt("DELETE", realm, null);
        assertEquals(409, answer.status(), answer::text);
        assertEquals("realm_has_replicas", answer.json().path("error").asText());
        assertEquals(200, admin.attempt("GET", realm, null).status(), "it is still there");
    }

    private void realm(String name) {
        new SampleRealm(name, TwoRegions.FRONT, 10).create(admin);
        var replication = new Replication(admin, name);
        replication.create("us", regions.toUs().url().toString()).expect(201);
        replication.replicate(ap.region(), ap.link().url().toString(), NOTICED);
        assertBoth(name);
    }

    private void write(String realm, String prefix, int users) {
        for (int i = 0; i < users; i++) {
            admin.post(realm + "/users", Json.of("{username:'%s%s', enabled:true}", prefix, i));
        }
    }

    private Equality toAp(String realm) {
        return new Equality(regions.eu(), ap.region(), realm);
    }

    private void assertBoth(String realm) {
        regions.equality(realm).assertRows();
        toAp(realm).assertRows();
    }
}
