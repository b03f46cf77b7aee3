package io.multiregion.stories.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.setup.Keys;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.props.Page;
import io.multiregion.stories.region.OwnRegions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two regions that have never heard of each other exchange identities, and say what each may do with the other. */
@OwnRegions
@ResourceLock("two servers at once")
final class PairingStory extends PairedRegions {

    @Test
    void anIdentityHasWhatAnotherRegionNeedsAndNoSecret() {
        var identity = regions.identity("us");
        var names = new ArrayList<String>();
        identity.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("region", "url", "certificates", "fingerprints", "expiresAt", "keys"), names);
        assertFalse(identity.toString().contains(Keys.PASSWORD), identity::toString);
        assertFalse(identity.toString().contains("PRIVATE"), identity::toString);
        assertTrue(identity.path("fingerprints").get(0).asText().matches("[0-9A-F]{2}(:[0-9A-F]{2}){31}"));
    }

    @Test
    void theSameIdentityAgainChangesNothing() {
        assertPaired(eu().attempt("POST", REGIONS, regions.identity("us")), "us");
        assertArrives();
    }

    /** Nothing that eu sends reaches us: us calls, whoever of the two is the primary, and asks for what eu has for it. */
    @Test
    void aFirewallThatLetsOnlyOneSideCall() {
        direct("in", "out");
        regions.linkTo("us").set(Link.State.DOWN);
        var inEu = new Replication(eu(), REALM);
        var inUs = new Replication(us(), REALM);
        try {
            assertArrives();
            long begun = System.nanoTime();
            inEu.switchover("us").expect(200);
            awaitPrimary(inUs, inEu);
            us().post(REALM + "/users", Json.of("{username:'fromus'}"));
            awaitUser(eu(), "fromus");
            inUs.switchover("eu").expect(200);
            awaitPrimary(inEu, inUs);
            assertArrives();
            System.out.printf("There and back in %d ms%n", (System.nanoTime() - begun) / 1_000_000);

            regions.linkTo("eu").set(Link.State.DOWN);
            Await.upTo(NOTICED, "us has missed eu for long enough")
                    .until(() -> inUs.preview().path("refusedBy").isEmpty(), inUs::lastSeen);
            inUs.failover().expect(200);
            us().post(REALM + "/users", Json.of("{username:'alone'}"));
            regions.linkTo("eu").set(Link.State.UP);
            awaitPrimary(inUs, inEu);
            awaitUser(eu(), "alone");
            inUs.switchover("eu").expect(200);
            awaitPrimary(inEu, inUs);
        } finally {
            regions.linkTo("eu").set(Link.State.UP);
            regions.linkTo("us").set(Link.State.UP);
            direct("both", "both");
        }
    }

    private void direct(String inEu, String inUs) {
        eu().attempt("PATCH", REGIONS + "/us", Json.of("{direction:'%s'}", inEu))
                .expect(200);
        var answer = us().attempt("PATCH", REGIONS + "/eu", Json.of("{direction:'%s'}", inUs))
                .expect(200);
        assertEquals(inUs, answer.json().path("direction").asText());
    }

    private static void awaitPrimary(Replication primary, Replication secondary) {
        Await.upTo(NOTICED, "one leads and the other follows")
                .until(
                        () -> primary.writable()
                                && secondary.role().equals("SECONDARY")
                                && primary.epoch() == secondary.epoch(),
                        () -> primary.lastSeen() + "\n" + secondary.lastSeen());
    }

    private static void awaitUser(Admin region, String name) {
        Await.upTo(NOTICED, name + " arrives")
                .until(() -> region.get(REALM + "/users?username=" + name).size() == 1);
    }

    @Test
    void whoMayDoWhat() {
        Operator.create(eu(), "master", "pair-viewer", "master-realm", "view-multi-region");
        Operator.create(eu(), "master", "pair-manager", "master-realm", "manage-multi-region");
        Operator.create(eu(), "master", "pair-nobody", "master-realm", "view-users");
        Operator.create(eu(), REALM, "realm-operator", "realm-management", "manage-multi-region");
        var viewer = new Operator(regions.eu(), "master", "pair-viewer");
        var manager = new Operator(regions.eu(), "master", "pair-manager");
        for (var path : List.of("master/multi-region/identity", REGIONS, REGIONS + "/us")) {
            viewer.get(path).expect(200);
            manager.get(path).expect(200);
            new Operator(regions.eu(), "master", "pair-nobody").get(path).expect(403);
            new Operator(regions.eu(), REALM, "realm-operator").get(path).expect(403);
            assertEquals(
                    401, Page.get(regions.eu().url(), "/admin/realms/" + path).status());
        }
        for (var method : List.of("PUT", "DELETE")) {
            viewer.attempt(method, REGIONS + "/us", method.equals("PUT") ? regions.identity("us") : null)
                    .expect(403);
        }
        viewer.attempt("PATCH", REGIONS + "/us", Json.of("{mayBecomePrimary:true}"))
                .expect(403);
        manager.attempt("PATCH", REGIONS + "/us", Json.of("{mayBecomePrimary:true}"))
                .expect(200);
        viewer.attempt("POST", REGIONS, regions.identity("us")).expect(403);
        manager.attempt("POST", REGIONS, regions.identity("us")).expect(201);
        for (var path : List.of("identity", "regions")) {
            new Operator(regions.eu(), REALM, "realm-operator")
                    .get(REALM + "/multi-region/" + path)
                    .expect(404);
        }
    }

    Stream<RefusedIdentity> refused() {
        return RefusedIdentity.all(regions);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aBadIdentityIsRefusedWithAWordOnWhatToDo(RefusedIdentity bad) {
        var before = eu().get(REGIONS).toString();
        var answer = eu().attempt("POST", REGIONS, bad.body(), "application/json");
        assertEquals(bad.status(), answer.status(), answer::text);
        assertEquals(bad.error(), answer.json().path("error").asText(), answer::text);
        assertTrue(answer.json().path("error_description").asText().contains(bad.said()), answer::text);
        assertEquals(before, eu().get(REGIONS).toString());
    }

    @Test
    void whatIsNotThereOrNotMeantIsRefused() {
        assertRefused(404, "no_region", "PUT", "mars", regions.identity("us"));
        assertRefused(404, "no_region", "DELETE", "mars", null);
        assertRefused(404, "no_region", "DELETE", "eu", null);
        assertRefused(404, "no_region", "GET", "US", null);
        assertRefused(400, "invalid_region", "PUT", "us", regions.identity("eu"));
    }

    /** A region that is trusted is a guest: it brings what it was invited with. */
    @Test
    void aRealmIsCopiedHereOnceOperatorsAllowIt() {
        eu().createRealm(Json.of("{realm:'uninvited', enabled:true}"));
        var replication = new Replication(eu(), "uninvited");
        allow(us(), "eu", "{realms:['paired'], mayBecomePrimary:false}");
        replication.create("us", regions.identity("us").path("url").asText()).expect(201);
        assertSaid(
                replication,
                "region us takes no copy of realm uninvited from region eu: an operator of region us allows");
        us().attempt("GET", "uninvited", null).expect(404);
        assertArrives();

        allow(us(), "eu", "{realms:['paired', 'uninvited']}");
        Await.upTo(NOTICED, "us has a copy")
                .until(() -> replication.replica("us").path("status").asText().equals("ACTIVE"), replication::lastSeen);
        var audited = regions.us()
                .logged(
                        "io\\.multiregion\\.audit\\] \\([^)]*\\) (\\{.*MULTI_REGION_REGION.*UPDATE.*regions/eu.*done.*uninvited.*})$");
        assertEquals(1, audited.size(), audited::toString);
        replication.end("us", NOTICED);
        eu().delete("uninvited");
    }

    /** Neither is the role handed to it, nor is it followed when it takes the role by itself. */
    @Test
    void whoMayNotBecomePrimaryDeposesNobody() {
        eu().createRealm(Json.of("{realm:'kept', enabled:true}"));
        var here = new Replication(eu(), "kept");
        var there = new Replication(us(), "kept");
        here.replicate(regions.us(), regions.identity("us").path("url").asText(), NOTICED);
        allow(eu(), "us", "{mayBecomePrimary:false}");
        var refused = here.switchover("us", "may-become-primary").expect(409);
        assertTrue(
                refused.text().contains("region us may not become the primary of realms that region eu holds"),
                refused::text);
        assertTrue(here.writable());
        Await.upTo(NOTICED, "us knows")
                .until(() -> there.preview().path("refusedBy").toString().contains("may-become-primary"));

        there.forceFailover().expect(200);
        Await.upTo(NOTICED, "eu says what it makes of it")
                .until(
                        () -> here.state()
                                        .at("/lastError/message")
                                        .asText()
                                        .contains("since epoch 2 and is not followed")
                                && here.replica("us")
                                        .at("/lastError/message")
                                        .asText()
                                        .contains("mayBecomePrimary"),
                        here::lastSeen);
        assertTrue(here.writable(), here::lastSeen);
        assertEquals(
                201,
                eu().attempt("POST", "kept/users", Json.of("{username:'late'}")).status());

        allow(eu(), "us", "{mayBecomePrimary:true}");
        Await.upTo(NOTICED, "eu follows").until(() -> here.role().equals("SECONDARY"), here::lastSeen);
        Await.upTo(NOTICED, "what eu wrote beside is listed")
                .until(() -> there.divergences().toString().contains("late"));
        there.dismissAll();
        Await.upTo(NOTICED, "the role comes home")
                .until(() -> there.switchover("eu").status() == 200, there::lastSeen);
        here.end("us", NOTICED);
        eu().delete("kept");
    }

    private static void allow(Admin here, String region, String consent) {
        here.attempt("PATCH", REGIONS + "/" + region, Json.of(consent)).expect(200);
    }
}
