package io.multiregion.stories.parties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.HaProxy;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.browser.Chromium;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.region.Alone;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Relying parties that nobody here wrote find the regions behind the documented HAProxy, near us. Their users sign in once, whichever
 * region dies, and work goes on: each view of a page takes new tokens.
 */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PartiesStory {

    private static final String REALM = "parties";
    private static final Duration NOTICED = Duration.ofSeconds(20);
    private static final Path PICTURES = Path.of("target/parties");

    private TwoRegions regions;
    private HaProxy proxy;
    private URI front;
    private Verifier verifier;
    private Apache apache;
    private OpenIdClient site;
    private Chromium chromium;
    private Person alice;
    private Person bob;

    @BeforeAll
    void open(TwoRegions started, @TempDir Path directory) throws IOException {
        regions = started;
        var eu = regions.eu();
        var us = regions.us();
        proxy = HaProxy.start(REALM, "us", eu.port(), us.port(), directory.resolve("haproxy.log"));
        front = URI.create(proxy.url() + "/realms/" + REALM);
        apache = Apache.in(directory);
        var target = Checkout.here().root().resolve("stories/target");
        site = OpenIdClient.in(target.resolve("openid-client"), directory.resolve("site.log"));
        eu.admin()
                .createRealm(Json.of(
                        "{realm:'%s', enabled:true, attributes:{frontendUrl:'%s'}, clients:[%s, %s],"
                                + " users:[%s, %s]}",
                        REALM, proxy.url(), apache.client(), site.client(), user("alice"), user("bob")));
        regions.replicate(REALM);
        proxy.awaitPrimary();
        proxy.awaitServing("us");
        apache.start(front);
        site.start(front);
        verifier = new Verifier(front);
        Files.createDirectories(PICTURES);
        chromium = new Chromium(proxy.url(), proxy.url().getPort(), PICTURES);
        alice = new Person("alice", chromium);
        bob = new Person("bob", chromium);
    }

    private static String user(String name) {
        return "{username:'%1$s', enabled:true, email:'%1$s@acme.test', firstName:'%1$s', lastName:'Acme',"
                        .formatted(name)
                + "credentials:[{type:'password', value:'" + Person.password(name) + "'}]}";
    }

    @AfterAll
    void close() throws Exception {
        chromium.close();
        apache.close();
        site.close();
        proxy.close();
        regions.heal();
    }

    /** What began on the secondary is in the primary before the secondary dies: for the time of the way back it would be lost. */
    @Test
    @Order(1)
    void whoSignedInOnTheSecondaryWorksOnWhenItDies() throws IOException {
        var first = Set.of(alice.signIn(apache), bob.signIn(site));
        assertEquals("us", alice.region());
        assertEquals("us", bob.region());
        var last = at(regions.us().url()).password("bob", Person.password("bob"));
        var back = Await.upTo(NOTICED, "eu has what began last").until(() -> active(regions.eu(), last.access()));
        Files.writeString(PICTURES.resolve("way-back.txt"), back.toMillis() + " ms\n");
        regions.us().kill();
        assertEquals(last.session(), at(proxy.url()).refresh(last).session());
        var next = Set.of(alice.visit(apache), bob.visit(site));
        assertEquals(sessions(first), sessions(next));
        first.forEach(token -> assertFalse(next.contains(token), "tokens were refreshed"));
        sessions(Set.of(alice.visit(site)));
        assertEquals("eu", alice.region());
        assertEquals(1, verifier.fetched());
    }

    /** The load balancer keeps a browser where it has signed in; who signs in anew does so where his party redeems the code. */
    @Test
    @Order(2)
    void whenItIsBackUsersComeBack() {
        regions.heal();
        proxy.awaitServing("us");
        var next = Set.of(alice.visit(apache), bob.visit(site));
        alice.leaveParties();
        assertEquals(sessions(next), sessions(Set.of(alice.visit(site), bob.visit(site))));
        alice.visit(apache);
        assertEquals("us", alice.region());
    }

    @Test
    @Order(3)
    void whenThePrimaryDiesWorkGoesOnBeforeTheFailoverAndAfterIt() throws Exception {
        var sessions = sessions(Set.of(alice.visit(apache), bob.visit(site)));
        regions.eu().kill();
        assertEquals(sessions, sessions(Set.of(alice.visit(apache), bob.visit(site))));
        new Roles(regions, REALM).at(regions.us()).forceFailover().expect(200);
        var next = Set.of(alice.visit(apache), bob.visit(site));
        assertEquals(sessions, sessions(next));
        assertNotEquals("", new Person("bob", chromium).signIn(apache));
        assertEquals(1, verifier.fetched());
        var young = new Verifier(front);
        next.forEach(young::session);
        assertEquals(1, young.fetched());
    }

    /** Apache hears it from the region in which alice leaves the site, and so does the region that was away. */
    @Test
    @Order(4)
    void whoSignsOutIsSignedOutEverywhere() {
        var token = alice.visit(apache);
        alice.signOut(site);
        assertTrue(alice.isAsked(site));
        assertTrue(alice.isAsked(apache));
        chromium.picture(alice.page(), "asked-again");
        bob.visit(site);
        assertEquals(List.of(), apache.errors());
        assertEquals(List.of(), site.errors());
        regions.heal();
        new Roles(regions, REALM).awaitPrimary(regions.us());
        Await.upTo(NOTICED, "eu refuses her token").until(() -> !active(regions.eu(), token));
    }

    private Set<String> sessions(Set<String> tokens) {
        var sessions = new TreeSet<String>();
        tokens.forEach(token -> sessions.add(verifier.session(token)));
        return sessions;
    }

    private static SignIn at(URI url) {
        return new SignIn(url, REALM, "site", RelyingParty.SECRET);
    }

    private static boolean active(Region region, String token) {
        return at(region.url())
                .introspect(new Tokens(token, null, null))
                .path("active")
                .asBoolean();
    }
}
