package io.multiregion.stories.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.History;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.history.Scribe;
import io.multiregion.stories.props.Dump;
import io.multiregion.stories.region.Alone;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The primary is lost: the other region writes at once, and what was not shipped is listed, not lost. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FailoverStory {

    private static final Duration NOTICED = Duration.ofSeconds(30);
    private static final Duration SEALED = Duration.ofSeconds(60);

    private TwoRegions regions;
    private Region eu;
    private Region us;

    @BeforeAll
    void start(TwoRegions started) {
        regions = started;
        eu = regions.eu();
        us = regions.us();
    }

    @AfterEach
    void heal() {
        regions.heal();
    }

    @Test
    void thePrimaryIsKilledAndComesBack() {
        var roles = Roles.replicated(regions, "killed");
        var realm = new SampleRealm("killed", TwoRegions.FRONT, 0);
        roles.equality(eu).assertRows();
        var alice = realm.userId(us.admin(), SampleRealm.USER);
        var tokens = realm.at(eu).password("bob", "bob-secret");
        roles.equality(eu).assertRows();

        regions.toUs().set(Link.State.DOWN);
        eu.admin().post("killed/users", Json.of("{username:'unshipped', enabled:true, email:'unshipped@acme.test'}"));
        eu.admin().put("killed/users/" + alice, Json.of("{firstName:'Theirs', lastName:'Aadal'}"));
        realm.password(eu.admin(), "user0", "unshipped-secret");
        var corp = eu.admin().get("killed/identity-provider/instances/corp");
        eu.admin().put("killed/identity-provider/instances/corp", secret(corp, "unshipped-corp-secret"));
        eu.kill();

        Await.upTo(NOTICED, "us has missed the primary for long enough")
                .until(
                        () -> roles.at(us).preview().path("refusedBy").isEmpty(),
                        () -> roles.at(us).preview().toString());
        var preview = roles.at(us).preview();
        assertEquals("us", preview.path("region").asText());
        assertTrue(preview.path("silentMillis").asLong() >= 1000, preview::toString);
        assertFalse(preview.path("appliedPosition").asText().isBlank(), preview::toString);
        assertFalse(preview.path("heardPosition").asText().isBlank(), preview::toString);

        long asked = System.nanoTime();
        var report = roles.at(us).failover().expect(200).json();
        assertTrue(roles.writes(us, "first-in-us"));
        System.out.printf(
                "First write %d ms after the call of the failover%n", (System.nanoTime() - asked) / 1_000_000);
        assertEquals(preview.path("appliedPosition"), report.path("appliedPosition"));
        assertEquals(preview.path("heardPosition"), report.path("heardPosition"));
        assertEquals(report.path("oldEpoch").asLong() + 1, report.path("epoch").asLong());
        assertTrue(report.path("changed").asBoolean());
        var again = roles.at(us).failover().expect(200).json();
        assertFalse(again.path("changed").asBoolean(true), again::toString);
        assertEquals(report.path("epoch").asLong(), roles.at(us).epoch());
        us.admin().put("killed/users/" + alice, Json.of("{firstName:'Ours', lastName:'Aadal'}"));
        realm.at(us).refresh(tokens);

        regions.heal();
        roles.awaitPrimary(us);
        assertEquals(409, roles.write(eu, "not-in-eu").status());
        var divergences = roles.listed(us, "unshipped", SampleRealm.USER, "user0", "corp");
        assertNames(divergences.path(SampleRealm.USER), "FIRST_NAME", "Theirs", "Ours");
        var export = roles.at(us).divergence(divergences.path("corp").path("id").asText());
        var all = divergences + export.toString();
        assertFalse(all.contains("unshipped-corp-secret"), () -> "a secret is told: " + all);
        assertTrue(all.contains("**********"), () -> "it is seen that a secret differs: " + all);
        roles.equality(us).assertRows(Set.of(tokens.session()));
        assertEquals(Set.of(), roles.users(us, "unshipped"), "nothing is applied unasked");

        roles.at(us).reapply(divergences.path("unshipped").path("id").asText()).expectSuccess();
        assertEquals(Set.of("unshipped"), roles.users(us, "unshipped"));
        roles.at(us).reapply(divergences.path("user0").path("id").asText()).expectSuccess();
        assertEquals(
                200, realm.at(us).attempt("user0", "unshipped-secret").status(), "the password of the old primary");
        roles.at(us)
                .dismiss(divergences.path(SampleRealm.USER).path("id").asText())
                .expectSuccess();
        assertEquals(
                "Ours",
                us.admin().get("killed/users/" + alice).path("firstName").asText());
        roles.at(us).dismissAll().expectSuccess();
        assertEquals(0, roles.at(us).state().path("divergences").asInt(-1));
        roles.equality(us).assertRows(Set.of(tokens.session()));

        roles.switchover(us, eu);
        roles.awaitPrimary(eu);
        assertTrue(roles.writes(eu, "back-in-eu"));
        roles.equality(eu).assertRows(Set.of(tokens.session()));
        roles.equality(eu).assertExports();
        assertEquals(0, roles.at(eu).differences());
        realm.at(eu).refresh(tokens);
    }

    @Test
    void aLivingPrimaryIsNotDeposedByMistake() {
        var roles = Roles.bare(regions, "living");
        var refused = roles.at(us).failover();
        assertEquals(409, refused.status(), refused::text);
        assertEquals("refused_by_rules", refused.json().path("error").asText());
        assertTrue(refused.text().contains("primary-silent"), refused::text);
        assertTrue(roles.writes(eu, "still-in-eu"));
        var admin = us.admin();
        var path = "living/multi-region/failover";
        assertEquals(
                400,
                admin.attempt("POST", path, Json.of("{override:['primary-silent']}"))
                        .status(),
                "no override without a reason");
        var preview = roles.at(us).preview();
        assertTrue(preview.path("refusedBy").toString().contains("primary-silent"), preview::toString);
        roles.equality(eu).assertRows();
    }

    @Test
    void bothSidesOfAPartitionWrite() {
        var roles = Roles.bare(regions, "parted");
        var history = new History();
        try (var one = new Scribe(eu, "parted", "one", history);
                var other = new Scribe(us, "parted", "other", history)) {
            history.awaitMore(eu, 10);
            regions.toUs().set(Link.State.BLACK_HOLE);
            regions.toEu().set(Link.State.BLACK_HOLE);
            history.note("the network is parted");
            history.awaitMore(eu, 5);
            history.note("failover: " + roles.at(us).forceFailover().expect(200).text());
            history.awaitMore(eu, 5);
            history.awaitMore(us, 10);
            regions.heal();
            history.note("the network is whole");
            roles.awaitPrimary(us);
            history.awaitMore(us, 5);
        }
        roles.judge(history);
        assertNotEquals(Set.of(), roles.divergent());
        var replication = roles.at(us);
        replication.reapplyAll().expectSuccess();
        roles.equality(us).assertRows();
        history.note("all is applied again");
        assertEquals(List.of(), history.broken(roles.users(us, ""), Set.of()), history::all);
        assertEquals(0, replication.state().path("divergences").asInt(-1));
    }

    /** A divergence is sealed with the data key of its time, which stays for as long as it may be wanted, and no longer. */
    @Test
    void aReappliedSecretIsSealedAnew() throws SQLException {
        var roles = Roles.bare(regions, "resealed");
        eu.admin().put("resealed/multi-region/sealing", Json.of("{enabled:true}"));
        var former = roles.at(eu)
                .awaitSealing("SEALED", 1, SEALED)
                .at("/dataKeys/0/id")
                .asText();
        roles.equality(eu).assertRows();
        regions.toUs().set(Link.State.DOWN);
        regions.toEu().set(Link.State.DOWN);
        var client =
                eu.admin().create("resealed/clients", Json.of("{clientId:'late', secret:'late-client-secret-01'}"));
        roles.at(us).forceFailover().expect(200);
        regions.heal();
        roles.awaitPrimary(us);
        var late = roles.listed(us, "late").path("late").path("id").asText();
        us.admin().post("resealed/multi-region/sealing/rotate");
        roles.at(us).awaitSealing("SEALED", 2, SEALED);

        roles.at(us).reapply(late).expectSuccess();
        roles.at(us).awaitSealing("SEALED", 1, SEALED);
        assertEquals(
                List.of("MR_DIVERGENCE"), Dump.of(us).tablesWith("mr-sealed:1:" + former), "all else is sealed anew");
        var secret = us.admin().get("resealed/clients/" + client + "/client-secret");
        assertEquals("late-client-secret-01", secret.path("value").asText());
        roles.equality(us).assertRows();
    }

    @Test
    void nothingWasMissing() {
        var roles = Roles.bare(regions, "complete");
        assertTrue(roles.writes(eu, "shipped"));
        roles.equality(eu).assertRows();
        var report = roles.at(us).forceFailover().expect(200).json();
        assertEquals(report.path("heardPosition"), report.path("appliedPosition"));
        roles.awaitPrimary(us);
        roles.equality(us).assertRows();
        assertEquals(Set.of(), roles.divergent());
        roles.switchover(us, eu);
        roles.awaitPrimary(eu);
        roles.equality(eu).assertRows();
    }

    private static void assertNames(JsonNode divergence, String column, String theirs, String ours) {
        for (var difference : divergence.path("differences")) {
            if (difference.path("column").asText().equalsIgnoreCase(column)) {
                assertEquals(theirs, difference.path("theirs").asText());
                assertEquals(ours, difference.path("ours").asText());
                return;
            }
        }
        throw new AssertionError("No " + column + " in " + divergence);
    }

    private static JsonNode secret(JsonNode provider, String secret) {
        ((ObjectNode) provider.path("config")).put("clientSecret", secret);
        return provider;
    }
}
