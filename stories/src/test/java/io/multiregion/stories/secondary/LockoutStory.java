package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who guesses passwords has one budget in all regions, and whom one region locks out is locked out in all. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LockoutStory {

    private static final int FACTOR = 4;
    private static final Duration ARRIVING = Duration.ofSeconds(20);

    private final SampleRealm guessed = new SampleRealm("guessed", TwoRegions.FRONT, 0);
    private final SampleRealm guarded = new SampleRealm("guarded", TwoRegions.FRONT, 0);
    private TwoRegions regions;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        protect(guessed, false);
        protect(guarded, true);
    }

    private void protect(SampleRealm realm, boolean forGood) {
        realm.create(regions.eu().admin());
        regions.eu()
                .admin()
                .put(
                        realm.name(),
                        Json.of(
                                "{bruteForceProtected: true, failureFactor: %s, permanentLockout: %s,"
                                        + " quickLoginCheckMilliSeconds: 0, waitIncrementSeconds: 900,"
                                        + " maxFailureWaitSeconds: 900, maxDeltaTimeSeconds: 43200}",
                                FACTOR, forGood));
        regions.replicate(realm.name());
    }

    @Test
    void aLockoutOfThePrimaryHoldsOnTheSecondary() {
        fail(guessed, regions.eu(), "bob", FACTOR);
        awaitLocked(guessed, regions.us(), "bob");
        assertEquals(FACTOR, failures(guessed, regions.us(), "bob"));
        assertTrue(guessed.at(regions.us()).refuses("bob", "bob-secret"));
        clear(guessed, "bob");
        awaitSignIn(guessed, regions.us(), "bob", "bob-secret");
    }

    @Test
    void failuresOfBothRegionsAreOneBudget() {
        fail(guessed, regions.eu(), SampleRealm.USER, FACTOR / 2);
        awaitFailures(guessed, regions.us(), FACTOR / 2);
        fail(guessed, regions.us(), SampleRealm.USER, FACTOR / 2);
        awaitLocked(guessed, regions.us(), SampleRealm.USER);
        awaitLocked(guessed, regions.eu(), SampleRealm.USER);
        for (Region region : List.of(regions.eu(), regions.us())) {
            assertTrue(guessed.at(region).refuses(SampleRealm.USER, SampleRealm.PASSWORD), region.name());
        }
        clear(guessed, SampleRealm.USER);
        awaitSignIn(guessed, regions.us(), SampleRealm.USER, SampleRealm.PASSWORD);
        awaitSignIn(guessed, regions.eu(), SampleRealm.USER, SampleRealm.PASSWORD);
        fail(guessed, regions.eu(), SampleRealm.USER, FACTOR - 1);
        awaitFailures(guessed, regions.us(), FACTOR - 1);
        guessed.at(regions.us()).password(SampleRealm.USER, SampleRealm.PASSWORD);
        awaitFailures(guessed, regions.eu(), 0);
    }

    @Test
    void aLockoutForGoodHoldsWhereItIsDecidedAndThenEverywhere() {
        Tokens before = guarded.at(regions.us()).password(SampleRealm.USER, SampleRealm.PASSWORD);
        fail(guarded, regions.us(), SampleRealm.USER, FACTOR);
        Await.upTo(ARRIVING, "us refuses the right password")
                .until(() -> guarded.at(regions.us()).refuses(SampleRealm.USER, SampleRealm.PASSWORD));
        String user = guarded.name() + "/users/" + guarded.userId(regions.eu().admin(), SampleRealm.USER);
        Await.upTo(ARRIVING, "eu has disabled the user").until(() -> {
            JsonNode seen = regions.eu().admin().get(user);
            return !seen.get("enabled").asBoolean()
                    && seen.path("attributes")
                            .path("disabledReason")
                            .path(0)
                            .asText()
                            .equals("permanentLockout");
        });
        assertTrue(guarded.at(regions.eu()).refuses(SampleRealm.USER, SampleRealm.PASSWORD));
        Await.upTo(ARRIVING, "the user's session ends on us")
                .until(() -> guarded.at(regions.us()).attemptRefresh(before).status() == 400);
        regions.eu().admin().put(user, Json.of("{enabled: true}"));
        for (Region region : List.of(regions.eu(), regions.us())) {
            awaitSignIn(guarded, region, SampleRealm.USER, SampleRealm.PASSWORD);
        }
    }

    private static void awaitFailures(SampleRealm realm, Region region, int failures) {
        Await.upTo(ARRIVING, failures + " failures are known in " + region.name())
                .until(() -> failures(realm, region, SampleRealm.USER) == failures);
    }

    private static void fail(SampleRealm realm, Region region, String user, int times) {
        for (int i = 0; i < times; i++) {
            int before = failures(realm, region, user);
            assertTrue(realm.at(region).refuses(user, "wrong"));
            // Keycloak counts after it has answered
            Await.upTo(ARRIVING, "the failure is counted").until(() -> failures(realm, region, user) > before);
        }
    }

    private void clear(SampleRealm realm, String user) {
        regions.eu().admin().delete(attacks(realm, regions.eu(), user));
    }

    private static void awaitLocked(SampleRealm realm, Region region, String user) {
        Await.upTo(ARRIVING, user + " is locked out in " + region.name())
                .until(() -> seen(realm, region, user).get("disabled").asBoolean());
    }

    private static void awaitSignIn(SampleRealm realm, Region region, String user, String password) {
        Await.upTo(ARRIVING, user + " signs in in " + region.name())
                .until(() -> !realm.at(region).refuses(user, password));
    }

    private static int failures(SampleRealm realm, Region region, String user) {
        return seen(realm, region, user).get("numFailures").asInt();
    }

    private static JsonNode seen(SampleRealm realm, Region region, String user) {
        return region.admin().get(attacks(realm, region, user));
    }

    private static String attacks(SampleRealm realm, Region region, String user) {
        return realm.name() + "/attack-detection/brute-force/users/" + realm.userId(region.admin(), user);
    }
}
