package io.multiregion.stories.several;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.region.Alone;
import io.multiregion.stories.region.ThirdRegion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The role moves between two regions, and a third one follows the new primary without being copied again. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThreeRegionsFailoverStory {

    private static final Duration FOLLOWING = Duration.ofSeconds(60);

    private TwoRegions regions;
    private Region eu;
    private Region us;
    private ThirdRegion ap;

    @BeforeAll
    void join(TwoRegions started, ThirdRegion joined) {
        regions = started;
        eu = regions.eu();
        us = regions.us();
        ap = joined;
    }

    @AfterEach
    void heal() {
        ap.link().set(Link.State.UP);
        regions.heal();
    }

    @Test
    void theThirdFollowsASwitchover() {
        var roles = realm("three-switch");
        roles.switchover(eu, us);
        assertTrue(roles.writes(us, "in-us"));
        assertFollows(roles, us);
        assertEquals(409, roles.write(ap.region(), "in-ap").status());
        roles.switchover(us, eu);
        assertTrue(roles.writes(eu, "in-eu"));
        assertFollows(roles, eu);
        roles.equality(eu).assertRows();
    }

    @Test
    void theThirdIsBehindTheOneThatTakesOver() {
        var roles = realm("three-behind");
        ap.link().set(Link.State.DOWN);
        assertTrue(roles.writes(eu, "seen-by-us"));
        roles.equality(eu).assertRows();
        eu.kill();
        roles.at(us).forceFailover().expect(200);
        assertTrue(roles.writes(us, "in-us"));
        ap.link().set(Link.State.UP);
        assertFollows(roles, us);
        assertEquals(Set.of("seen-by-us"), roles.users(ap.region(), "seen-"));
        regions.heal();
        roles.awaitPrimary(us);
        roles.equality(us).assertRows();
        assertFollows(roles, us);
        assertEquals(Set.of(), roles.divergent());
    }

    @Test
    void theThirdIsAheadOfTheOneThatTakesOver() {
        var roles = realm("three-ahead");
        regions.toUs().set(Link.State.DOWN);
        assertTrue(roles.writes(eu, "seen-by-ap"));
        Await.upTo(FOLLOWING, "ap has what us has not")
                .until(() -> roles.users(ap.region(), "seen-").size() == 1);
        eu.kill();
        regions.toUs().set(Link.State.UP);
        roles.at(us).forceFailover().expect(200);
        assertTrue(roles.writes(us, "in-us"));
        assertFollows(roles, us);
        assertEquals(Set.of(), roles.users(ap.region(), "seen-"), "as the primary has it");
        regions.heal();
        roles.awaitPrimary(us);
        Await.upTo(FOLLOWING, "what us never had is listed")
                .until(() -> roles.divergent().contains("seen-by-ap"));
        roles.equality(us).assertRows();
        roles.at(us).reapplyAll().expectSuccess();
        assertEquals(Set.of("seen-by-ap"), roles.users(us, "seen-"));
        assertFollows(roles, us);
        roles.equality(us).assertRows();
    }

    private Roles realm(String name) {
        var roles = Roles.replicated(regions, name);
        roles.at(eu).replicate(ap.region(), ap.link().url().toString(), FOLLOWING);
        assertFollows(roles, eu);
        Await.upTo(FOLLOWING, "us has heard that ap holds the realm").until(() -> hasHeardOfAp(us, name));
        return roles;
    }

    private static boolean hasHeardOfAp(Region region, String realm) throws SQLException {
        try (var connection = region.database().connect();
                var select = connection.prepareStatement("select 1 from MR_MEMBER m join REALM r on r.ID = m.REALM_ID"
                        + " where r.NAME = ? and m.REGION = 'ap' and m.STATUS = 'ACTIVE'")) {
            select.setString(1, realm);
            return select.executeQuery().next();
        }
    }

    private void assertFollows(Roles roles, Region primary) {
        Await.upTo(FOLLOWING, "ap follows " + primary.name())
                .until(
                        () -> roles.at(primary)
                                        .replica("ap")
                                        .path("status")
                                        .asText()
                                        .equals("ACTIVE")
                                && roles.at(ap.region()).epoch()
                                        == roles.at(primary).epoch(),
                        () -> roles.at(primary).state() + "\n"
                                + roles.at(ap.region()).state());
        new Equality(primary, ap.region(), roles.realm()).assertRows();
        if (primary == us) {
            assertEquals(0, roles.at(us).replica("ap").path("copiedResources").asLong(), "it was not copied again");
        }
    }
}
