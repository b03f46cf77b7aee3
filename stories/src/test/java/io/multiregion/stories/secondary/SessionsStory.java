package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Promise G: sessions and tokens of the primary are good on the secondary, and what has ended there has ended here. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SessionsStory {

    private static final int ENDED = Integer.getInteger("sessions.ended", 100);
    private static final int REFRESHING = 8;
    private static final Duration ARRIVING = Duration.ofSeconds(20);

    private final SampleRealm realm = new SampleRealm("sessions", TwoRegions.FRONT, 0);
    private TwoRegions regions;
    private SignIn eu;
    private SignIn us;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        realm.create(regions.eu().admin());
        regions.replicate(realm.name());
        eu = realm.at(regions.eu());
        us = realm.at(regions.us());
    }

    @Test
    void aRefreshTokenOfThePrimaryWorks() {
        var tokens = signIn();
        regions.equality("sessions").awaitLevel();
        var refreshed = us.refresh(tokens);
        assertEquals(tokens.session(), refreshed.session());
        assertTrue(eu.introspect(refreshed).path("active").asBoolean(), "good in both regions");
    }

    @Test
    void anAccessTokenOfThePrimaryWorks() {
        var tokens = signIn();
        regions.equality("sessions").awaitLevel();
        assertEquals(200, us.userinfo(tokens).status());
        assertTrue(us.introspect(tokens).path("active").asBoolean());
    }

    @Test
    void anOfflineTokenOfThePrimaryWorks() {
        var tokens = eu.offline(SampleRealm.USER, SampleRealm.PASSWORD);
        regions.equality("sessions").awaitLevel();
        us.refresh(tokens);
    }

    @Test
    void theCookieOfThePrimarySignsIn() {
        var browser = eu.browser("http://shop.test/cb");
        eu.exchange(browser.signIn(regions.eu().url(), SampleRealm.USER, SampleRealm.PASSWORD), browser.redirect());
        regions.equality("sessions").awaitLevel();
        var tokens = us.exchange(browser.singleSignOn(regions.us().url()), browser.redirect());
        assertTrue(us.introspect(tokens).path("active").asBoolean());
    }

    @Test
    void aSessionThatEndsHasEndedEverywhere() {
        var tokens = signIn();
        regions.equality("sessions").awaitLevel();
        us.refresh(tokens);
        eu.logout(tokens).expect(204);
        Await.upTo(ARRIVING, "us refuses the refresh token")
                .until(() -> us.attemptRefresh(tokens).status() == 400);
        assertFalse(us.introspect(tokens).path("active").asBoolean());
    }

    @Test
    void anOfflineSessionThatEndsHasEndedEverywhere() {
        var tokens = eu.offline(SampleRealm.USER, SampleRealm.PASSWORD);
        regions.equality("sessions").awaitLevel();
        us.refresh(tokens);
        regions.eu().admin().delete("sessions/sessions/" + tokens.session() + "?isOffline=true");
        Await.upTo(ARRIVING, "us refuses the offline token")
                .until(() -> us.attemptRefresh(tokens).status() == 400);
    }

    @Test
    void aRevokedTokenIsRevokedEverywhere() {
        var tokens = signIn();
        regions.equality("sessions").awaitLevel();
        assertTrue(us.introspect(tokens).path("active").asBoolean());
        eu.revoke(tokens.access()).expect(200);
        Await.upTo(ARRIVING, "us refuses the access token")
                .until(() -> !us.introspect(tokens).path("active").asBoolean());
    }

    @Test
    void aSessionOfADeletedUserEnds() {
        var admin = regions.eu().admin();
        var id = admin.create(
                "sessions/users",
                Json.of("{username:'gone', enabled:true, email:'gone@acme.test', firstName:'G', lastName:'G',"
                        + " credentials:[{type:'password', value:'gone-secret'}]}"));
        var tokens = eu.password("gone", "gone-secret");
        regions.equality("sessions").awaitLevel();
        us.refresh(tokens);
        admin.delete("sessions/users/" + id);
        Await.upTo(ARRIVING, "us refuses the refresh token")
                .until(() -> us.attemptRefresh(tokens).status() == 400);
    }

    /** Keycloak alone brings some back: whoever reads a row while it is removed puts it into the caches. {@code -Dsessions.ended=10000}. */
    @Test
    void sessionsThatEndWhileTheyAreRefreshedStayEnded() throws Exception {
        var tokens = new ArrayList<Tokens>();
        for (int i = 0; i < ENDED; i++) {
            tokens.add(signIn());
        }
        regions.equality("sessions").awaitLevel();
        var over = new AtomicBoolean();
        var refreshing = new ArrayList<Future<?>>();
        var threads = Executors.newFixedThreadPool(REFRESHING);
        try {
            for (int i = 0; i < REFRESHING; i++) {
                int first = i;
                refreshing.add(threads.submit(() -> {
                    while (!over.get()) {
                        for (int j = first; j < ENDED; j += REFRESHING) {
                            us.attemptRefresh(tokens.get(j));
                        }
                    }
                }));
            }
            for (var ended : tokens) {
                regions.eu().admin().delete("sessions/sessions/" + ended.session());
            }
            regions.equality("sessions").awaitLevel();
            over.set(true);
            for (var thread : refreshing) {
                thread.get();
            }
        } finally {
            over.set(true);
            threads.shutdown();
        }
        assertEquals(
                0,
                tokens.stream()
                        .filter(ended -> us.attemptRefresh(ended).status() != 400)
                        .count());
    }

    private Tokens signIn() {
        return eu.password(SampleRealm.USER, SampleRealm.PASSWORD);
    }
}
