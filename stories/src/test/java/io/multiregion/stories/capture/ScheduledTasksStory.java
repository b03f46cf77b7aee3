package io.multiregion.stories.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Keycloak clears what has expired, in all realms at once, in a primary as in a secondary. Each of its jobs has something to do here; that
 * no hook missed a write, and that no job failed, is read in the servers' logs after each story.
 */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScheduledTasksStory {

    private static final String REALM = "scheduled";
    private static final Duration EACH_FIVE_SECONDS = Duration.ofSeconds(40);
    private static final Duration EACH_MINUTE = Duration.ofSeconds(90);

    private static final Map<String, String> EXPIRED = Map.of(
            "REVOKED_TOKEN", "ID like 'mr:' || :realm || ':%'",
            "CLIENT_INITIAL_ACCESS", "REALM_ID = :realm",
            "EVENT_ENTITY", "REALM_ID = :realm and TYPE = 'REVOKE_GRANT'",
            "ADMIN_EVENT_ENTITY", "REALM_ID = :realm and RESOURCE_PATH like 'users/%'");

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 0);
    private TwoRegions regions;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        var admin = regions.eu().admin();
        realm.create(admin);
        admin.put(
                REALM,
                Json.of(
                        "{eventsEnabled:true, adminEventsEnabled:true, accessTokenLifespan:8, eventsExpiration:4,"
                                + " attributes:{frontendUrl:'%s', adminEventsExpiration:'4'}}",
                        TwoRegions.FRONT));
        regions.replicate(REALM);
    }

    @Test
    void whatHasExpiredIsClearedInBothRegions() throws SQLException {
        var admin = regions.eu().admin();
        admin.post(REALM + "/clients-initial-access", Json.of("{expiration:3, count:5}"));
        admin.post(REALM + "/users", Json.of("{username:'told-of'}"));
        for (int i = 0; i < 3; i++) {
            revoke();
        }
        for (var table : EXPIRED.entrySet()) {
            for (var region : List.of(regions.eu(), regions.us())) {
                Await.upTo(EACH_FIVE_SECONDS, region.name() + " clears " + table.getKey())
                        .until(() -> count(region, table.getKey(), table.getValue()) == 0);
            }
        }
        regions.equality(REALM).awaitLevel();
    }

    private void revoke() throws SQLException {
        var tokens = signIn();
        realm.at(regions.eu()).revoke(tokens.access()).expect(200);
        assertEquals(1, Math.min(1, count(regions.eu(), "REVOKED_TOKEN", EXPIRED.get("REVOKED_TOKEN"))));
    }

    /** eu has not seen the user for longer than may be; us has. */
    @Test
    void aSessionThatIsIdleInThePrimaryGoesOnInTheSecondary() throws SQLException {
        var idle = signIn();
        var ended = signIn();
        regions.equality(REALM).awaitLevel();
        realm.at(regions.us()).refresh(idle);
        realm.at(regions.us()).refresh(ended);
        // what is refreshed in us is refreshed in eu: only then is it idle there for too long
        regions.equality(REALM).awaitLevel();
        age(regions.eu(), idle);
        Await.upTo(EACH_MINUTE, "eu expires the session")
                .until(() -> count(regions.eu(), "OFFLINE_USER_SESSION", of(idle)) == 0);
        realm.at(regions.eu()).logout(ended).expect(204);
        Await.upTo(Duration.ofSeconds(20), "what ended in eu has ended in us")
                .until(() -> realm.at(regions.us()).attemptRefresh(ended).status() == 400);
        regions.equality(REALM).awaitLevel();
        realm.at(regions.us()).refresh(idle);
    }

    private Tokens signIn() {
        return realm.at(regions.eu()).password(SampleRealm.USER, SampleRealm.PASSWORD);
    }

    private static String of(Tokens tokens) {
        return "REALM_ID = :realm and USER_SESSION_ID = '" + tokens.session() + "'";
    }

    private void age(Region region, Tokens tokens) throws SQLException {
        try (var connection = region.database().connect();
                var statement = connection.prepareStatement(
                        "update OFFLINE_USER_SESSION set LAST_SESSION_REFRESH = 1 where USER_SESSION_ID = ?")) {
            statement.setString(1, tokens.session());
            assertEquals(1, statement.executeUpdate());
        }
    }

    private int count(Region region, String table, String where) throws SQLException {
        try (var connection = region.database().connect();
                var statement = connection.prepareStatement("select count(*) from " + table + " where "
                        + where.replace(":realm", "(select ID from REALM where NAME = '" + REALM + "')"));
                var row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
