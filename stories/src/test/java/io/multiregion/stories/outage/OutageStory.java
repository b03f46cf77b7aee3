package io.multiregion.stories.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.client.Totp;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.Writer;
import io.multiregion.stories.region.Alone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Promise E: whatever fails on the way, nothing is lost, and both regions are level again afterwards. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutageStory {

    private static final Duration NOTICED = Duration.ofSeconds(30);

    private static final Totp TOTP = new Totp("JBSWY3DPEHPK3PXPUSEDBEFORETHEEND");

    private final SampleRealm realm = new SampleRealm("outage", TwoRegions.FRONT, 10);
    private TwoRegions regions;
    private int written;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        realm.create(regions.eu().admin());
        regions.eu()
                .admin()
                .create(
                        "outage/users",
                        Json.of(
                                "{username:'tess', enabled:true, email:'tess@acme.test', firstName:'T', lastName:'T',"
                                        + " credentials:[{type:'password', value:'tess-secret'}, %s]}",
                                TOTP.credential()));
        regions.replicate(realm.name());
    }

    @AfterEach
    void repair() {
        regions.toUs().set(Link.State.UP);
        regions.toUs().delay(Duration.ZERO);
        if (!regions.us().running()) {
            regions.us().start().awaitReady();
        }
        if (!regions.eu().running()) {
            regions.eu().start().awaitReady();
        }
        regions.equality("outage").assertRows();
    }

    @Test
    void theSecondaryIsDownForAWhile() {
        var before = TOTP.grant("tess", "tess-secret", 0);
        realm.at(regions.eu()).token(before).expect(200);
        regions.equality("outage").awaitLevel();
        regions.us().stop();
        var meanwhile = TOTP.grant("tess", "tess-secret", 1);
        realm.at(regions.eu()).token(meanwhile).expect(200);
        write(15);
        var replica = new Replication(regions.eu().admin(), "outage").replica("us");
        assertNotEquals(0, replica.path("lagResources").asInt(), "the lag is seen");
        regions.us().start().awaitReady();
        regions.equality("outage").assertRows();
        for (var used : List.of(before, meanwhile)) {
            var refused = realm.at(regions.us()).token(used).expect(400, 401);
            assertTrue(refused.text().contains("Invalid user credentials"), refused::text);
        }
        assertEquals(
                written,
                regions.us().admin().get("outage/users?username=late&max=1000").size());
    }

    /** The realm's own administrators can't have it removed here; those of the region can, once its primary has said that it feeds none. */
    @Test
    void aForgottenCopyServesNobodyAndIsRemoved() {
        var shop = new SampleRealm("forgotten", TwoRegions.FRONT, 0);
        shop.create(regions.eu().admin());
        regions.replicate("forgotten");
        var us = regions.us().admin();
        assertEquals(
                409,
                us.attempt("DELETE", "forgotten/multi-region/copy?force=true", null)
                        .status(),
                "it is fed");
        regions.toUs().set(Link.State.DOWN);
        var eu = regions.eu().admin();
        eu.attempt("PUT", "forgotten/multi-region/replicas/us", Json.of("{status:'INACTIVE'}"));
        eu.attempt("DELETE", "forgotten/multi-region/replicas/us?force=true", null)
                .expect(202);
        eu.delete("forgotten").expectSuccess();
        regions.toUs().set(Link.State.UP);
        var copy = new Replication(us, "forgotten");
        Await.upTo(NOTICED, "the copy knows that it is forgotten")
                .until(() -> copy.state().path("status").asText().equals("FORGOTTEN"), copy::lastSeen);
        assertEquals(
                503,
                shop.at(regions.us())
                        .attempt(SampleRealm.USER, SampleRealm.PASSWORD)
                        .status());
        us.attempt("DELETE", "forgotten/multi-region/copy", null).expect(200);
        assertEquals(404, us.attempt("GET", "forgotten", null).status());
        assertFalse(regions.us().logged("(multi-region/copy)").isEmpty(), "it is in the audit log");
    }

    @Test
    void theNetworkIsDown() {
        regions.toUs().set(Link.State.DOWN);
        write(5);
        var replication = new Replication(regions.eu().admin(), "outage");
        Await.upTo(NOTICED, "the failure is told")
                .until(
                        () -> !replication
                                .replica("us")
                                .at("/lastError/message")
                                .asText("")
                                .isEmpty(),
                        replication::lastSeen);
        regions.toUs().set(Link.State.UP);
        regions.equality("outage").assertRows();
    }

    @Test
    void theAnswersAreLost() {
        regions.toUs().set(Link.State.NO_ANSWERS);
        write(5);
        regions.toUs().set(Link.State.UP);
        regions.equality("outage").assertRows();
    }

    @Test
    void theNetworkIsSlow() {
        regions.toUs().delay(Duration.ofMillis(150));
        write(10);
        regions.equality("outage").assertRows();
    }

    /** Whoever comes before his session is waited for, in whichever way he shows his token. */
    @Test
    void tokensArriveBeforeTheirSessions() {
        regions.toUs().delay(Duration.ofMillis(300));
        var eu = realm.at(regions.eu());
        var us = realm.at(regions.us());
        assertEquals(200, us.userinfo(signIn(eu)).status());
        assertEquals(200, us.userinfoByForm(signIn(eu)).status());
        var leaving = signIn(eu);
        us.logoutByLink(leaving.id()).expect(200);
        regions.equality("outage").awaitLevel();
        assertEquals(400, us.attemptRefresh(leaving).status(), "it has ended here");
        eu.logout(leaving).expect(204);
    }

    /** Cookies of a session that may still arrive are kept, but not those of a user who signs out. */
    @Test
    void whoSignsOutIsSignedOutWhateverIsUncertain() {
        regions.toUs().set(Link.State.HELD);
        var browser = realm.at(regions.eu()).browser("http://shop.test/cb");
        browser.signIn(regions.eu().url(), SampleRealm.USER, SampleRealm.PASSWORD);
        browser.open(regions.us().url()).expect(200);
        assertTrue(browser.hasCookie("KEYCLOAK_IDENTITY"), "it may still arrive");
        browser.open(regions.us().url(), "/protocol/openid-connect/logout").expect(200);
        assertFalse(browser.hasCookie("KEYCLOAK_IDENTITY"));
    }

    private static Tokens signIn(SignIn region) {
        return region.password(SampleRealm.USER, SampleRealm.PASSWORD);
    }

    @Test
    void batchesArriveLate() {
        regions.toUs().set(Link.State.HELD);
        write(5);
        regions.toUs().set(Link.State.UP);
        write(5);
        regions.equality("outage").assertRows();
    }

    @Test
    void thePrimarysDatabaseIsRestarted() {
        try (var writer = new Writer(regions.eu(), "outage", "database")) {
            writer.awaitWritten(10);
            regions.eu().restartDatabase();
        }
        Await.upTo(NOTICED, "eu writes again")
                .until(() -> regions.eu()
                                .admin()
                                .attempt("PUT", "outage", Json.of("{displayName:'Restarted'}"))
                                .status()
                        == 204);
        regions.equality("outage").assertRows();
    }

    @Test
    void theSecondaryIsFrozen() {
        regions.us().freeze();
        try {
            write(5);
        } finally {
            regions.us().thaw();
        }
        regions.equality("outage").assertRows();
    }

    @Test
    void thePrimaryIsKilledMidStream() {
        try (var writer = new Writer(regions.eu(), "outage", "stream")) {
            writer.awaitWritten(20);
            regions.eu().kill();
        }
        regions.eu().start().awaitReady();
        regions.equality("outage").assertRows();
    }

    @Test
    void theSecondaryIsKilledMidApply() {
        try (var writer = new Writer(regions.eu(), "outage", "apply")) {
            writer.awaitWritten(20);
            regions.us().kill();
            writer.awaitWritten(40);
        }
        regions.us().start().awaitReady();
        regions.equality("outage").assertRows();
        regions.equality("outage").assertExports();
    }

    private void write(int users) {
        for (int i = 0; i < users; i++) {
            regions.eu().admin().post("outage/users", Json.of("{username:'late%s'}", written++));
        }
    }
}
