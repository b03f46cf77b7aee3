package io.multiregion.stories.several;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Dump;
import io.multiregion.stories.props.SigningKey;
import io.multiregion.stories.region.OwnRegions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;

/** A region of several nodes is one region: whichever is asked, whichever applies, whichever dies. */
@OwnRegions
@Isolated("it has three servers of its own")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TwoNodesStory {

    private static final String REALM = "clustered";
    private static final Duration NOTICED = Duration.ofSeconds(30);

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 3);
    /** Sessions that began in eu while it was a secondary: they are its own. */
    private final Set<String> own = new HashSet<>();

    private TwoNodes regions;

    @BeforeAll
    void replicate() {
        regions = TwoNodes.start();
        realm.create(regions.two().admin());
        regions.replicate(REALM);
        regions.equality(REALM).assertRows();
    }

    @AfterAll
    void close() {
        regions.close();
    }

    @Test
    @Order(1)
    void whatEachNodeWritesArrives() {
        for (var node : regions.nodes()) {
            node.admin().post(REALM + "/users", Json.of("{username:'from-%s'}", node.port()));
            var tokens = realm.at(node).password(SampleRealm.USER, SampleRealm.PASSWORD);
            Await.upTo(NOTICED, "a session of a node of eu is good in us")
                    .until(() -> realm.at(regions.us())
                            .introspect(tokens)
                            .path("active")
                            .asBoolean());
        }
        regions.equality(REALM).assertRows();
    }

    @Test
    @Order(2)
    void bothNodesSealOnceOneWasAsked() throws SQLException {
        regions.two().admin().put(REALM + "/multi-region/sealing", Json.of("{enabled:true}"));
        for (var node : regions.nodes()) {
            node.admin()
                    .create(
                            REALM + "/clients",
                            Json.of(
                                    "{clientId:'of-%1$s', secret:'cluster-secret-%1$s', serviceAccountsEnabled:true}",
                                    node.port()));
        }
        for (var node : regions.nodes()) {
            new Replication(node.admin(), REALM).awaitSealing("SEALED", 1, NOTICED);
        }
        regions.equality(REALM).assertRows();
        for (var region : List.of(regions.one(), regions.us())) {
            assertEquals(List.of(), Dump.of(region).tablesWith("cluster-secret-"), region.name());
        }
        for (var server : List.of(regions.one(), regions.two(), regions.us())) {
            for (var node : regions.nodes()) {
                new SignIn(server.url(), REALM, "of-" + node.port(), "cluster-secret-" + node.port())
                        .clientCredentials();
            }
        }
    }

    /** Asked at the node that does not ship. */
    @Test
    @Order(3)
    void theRoleMovesForAllNodes() {
        var there = new Replication(regions.two().admin(), REALM)
                .switchover("us")
                .expect(200)
                .json();
        assertTrue(there.path("changed").asBoolean(), there::toString);
        for (var node : regions.nodes()) {
            var admin = node.admin();
            // a node that has not heard yet that the move is over says: try again in a second
            Await.upTo(NOTICED, "each node names the primary").until(() -> {
                var refused = admin.attempt("POST", REALM + "/users", Json.of("{username:'too-late'}"));
                assertNotEquals(201, refused.status());
                return refused.status() == 409
                        && refused.json().path("error").asText().equals("read_only_region");
            });
        }
        regions.us().admin().post(REALM + "/users", Json.of("{username:'first-in-us'}"));
        regions.equalityBack(REALM).assertRows(own);
    }

    /** One node applies, and what all have in their caches is as old as what was applied. */
    @Test
    @Order(4)
    void noNodeOfASecondaryGoesOnWithWhatItRemembers() {
        var admin = regions.us().admin();
        var user = realm.userId(admin, SampleRealm.USER);
        var before = SampleRealm.PASSWORD;
        for (int round = 0; round < 3; round++) {
            for (var node : regions.nodes()) {
                node.admin().get(REALM + "/users/" + user);
                own.add(realm.at(node).password(SampleRealm.USER, before).session());
            }
            admin.put(REALM + "/users/" + user, Json.of("{firstName:'Round %s'}", round));
            realm.password(admin, SampleRealm.USER, "round-" + round);
            admin.put(REALM, Json.of("{displayName:'Round %s'}", round));
            regions.equalityBack(REALM).assertRows(own);
            for (var node : regions.nodes()) {
                var state = node.port() + " in round " + round;
                assertEquals(
                        "Round " + round,
                        node.admin()
                                .get(REALM + "/users/" + user)
                                .path("firstName")
                                .asText(),
                        state);
                assertEquals(
                        "Round " + round,
                        node.admin().get(REALM).path("displayName").asText(),
                        state);
                assertTrue(realm.at(node).refuses(SampleRealm.USER, before), state);
                own.add(realm.at(node)
                        .password(SampleRealm.USER, "round-" + round)
                        .session());
            }
            before = "round-" + round;
        }
    }

    /** Its keys, and what it may decide. */
    @Test
    @Order(5)
    void whatANodeRemembersOfAClientGoes() {
        var admin = regions.us().admin();
        var first = SigningKey.named("first");
        var second = SigningKey.named("second");
        var robot = admin.create(REALM + "/clients", robot(first));
        var shop = admin.get(REALM + "/clients?clientId=shop").get(0).get("id").asText();
        var resources = REALM + "/clients/" + shop + "/authz/resource-server/resource";
        var album = admin.get(resources + "?name=album").get(0).get("_id").asText();
        regions.equalityBack(REALM).assertRows(own);
        for (var node : regions.nodes()) {
            assertEquals(200, signedBy(first, node).status(), "the key fills the cache of " + node.port());
            assertEquals(200, decision(node).status(), "the resource fills the cache of " + node.port());
        }
        admin.put(REALM + "/clients/" + robot, robot(second));
        admin.delete(resources + "/" + album);
        regions.equalityBack(REALM).assertRows(own);
        for (var node : regions.nodes()) {
            assertEquals(4, signedBy(first, node).status() / 100, "the key that was taken away, at " + node.port());
            assertEquals(200, signedBy(second, node).status(), "the key that took its place, at " + node.port());
            assertEquals(400, decision(node).status(), "the resource that is gone, at " + node.port());
        }
    }

    private static JsonNode robot(SigningKey key) {
        return Json.of(
                "{clientId:'robot', serviceAccountsEnabled:true, clientAuthenticatorType:'client-jwt',"
                        + " attributes:{'use.jwks.string':'true', 'jwks.string':'%s'}}",
                key.keySet());
    }

    private static Answer signedBy(SigningKey key, Region node) {
        return new SignIn(node.url(), REALM, "robot", null)
                .token(key.form("robot", TwoRegions.FRONT + "/realms/" + REALM));
    }

    /** Whether alice may see the album. */
    private Answer decision(Region node) {
        var alice = realm.at(node).password(SampleRealm.USER, "round-2");
        own.add(alice.session());
        return realm.at(node)
                .tokenAs(
                        alice,
                        Map.of(
                                "grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket",
                                "audience", SampleRealm.CLIENT,
                                "permission", "album",
                                "response_mode", "decision"));
    }

    @Test
    @Order(6)
    void backAgainAndTheNodeThatShipsDies() {
        new Replication(regions.us().admin(), REALM).switchover("eu").expect(200);
        for (var node : regions.nodes()) {
            Await.upTo(NOTICED, "each node writes")
                    .until(() -> node.admin()
                                    .attempt("POST", REALM + "/users", Json.of("{username:'back-%s'}", node.port()))
                                    .status()
                            == 201);
        }
        regions.equality(REALM).awaitLevel();
        regions.one().kill();
        regions.two().admin().post(REALM + "/users", Json.of("{username:'alone'}"));
        var shipped = new Replication(regions.two().admin(), REALM);
        Await.upTo(NOTICED, "the other node ships")
                .until(
                        () -> regions.us()
                                        .admin()
                                        .get(REALM + "/users?username=alone")
                                        .size()
                                == 1,
                        shipped::lastSeen);
        new Equality(regions.two(), regions.us(), REALM).assertRows(own);
    }
}
