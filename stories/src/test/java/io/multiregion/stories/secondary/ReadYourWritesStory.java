package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.Alone;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever names the position of a write reads it in the other region, and a realm may have its writers wait for other regions. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadYourWritesStory {

    private static final String POSITION = "Multi-Region-Position";
    private static final String WAIT = "Multi-Region-Wait";
    private static final String WARNING = "Multi-Region-Warning";
    private static final String SEMI_SYNC = "written/multi-region/replicas/semiSync";
    private static final Duration EACH_WAY = Duration.ofMillis(25);
    private static final Duration HEALED = Duration.ofSeconds(60);

    private final SampleRealm realm = new SampleRealm("written", TwoRegions.FRONT, 5);
    private TwoRegions regions;
    private Admin eu;
    private Admin us;
    private int users;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        eu = regions.eu().admin();
        us = regions.us().admin();
        realm.create(eu);
        regions.replicate(realm.name());
    }

    @AfterEach
    void repair() {
        regions.toUs().set(Link.State.UP);
        regions.toUs().delay(Duration.ZERO);
        eu.attempt("DELETE", SEMI_SYNC, null).expect(200);
        regions.equality("written").awaitLevel();
    }

    private Answer create() {
        return write(
                "POST",
                "/users",
                Json.of(
                        "{username:'writer%d', enabled:true, firstName:'W', lastName:'R', email:'w%d@acme.test',"
                                + " credentials:[{type:'password', value:'secret-1'}]}",
                        ++users, users));
    }

    /** Writes on the primary, and asks where that stands. */
    private Answer write(String method, String path, JsonNode body) {
        return eu.attempt(method, "written" + path, body, POSITION, "?");
    }

    private static String position(Answer written) {
        assertTrue(written.header(POSITION).matches("\\d+:\\d+"), () -> "position '" + written.header(POSITION) + "'");
        return written.header(POSITION);
    }

    private Answer read(Admin region, String path, String position) {
        return region.attempt("GET", "written/" + path, null, WAIT, position);
    }

    /** Signs in by password, at a position. */
    private static int signIn(Region region, String user, String position) throws Exception {
        return signIn(region, user, WAIT, position).statusCode();
    }

    private static HttpResponse<String> signIn(Region region, String user, String header, String value)
            throws Exception {
        var form = "grant_type=password&client_id=shop&client_secret=shop-secret&username=" + user + "&password="
                + (user.equals(SampleRealm.USER) ? SampleRealm.PASSWORD : "secret-1");
        var request = HttpRequest.newBuilder(URI.create(region.url() + "/realms/written/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void semiSync(String policy) {
        eu.put(SEMI_SYNC, Json.of("{replicas:1, timeoutMillis:1000, policy:'%s'}", policy));
    }

    @Test
    void whatWasWrittenIsReadInTheOtherRegion() throws Exception {
        for (int i = 0; i < 10; i++) {
            var created = create().expect(201);
            assertEquals(200, signIn(regions.us(), "writer" + users, position(created)), "the user signs in at once");
            var user = "users/" + created.id();
            read(us, user, position(created)).expect(200);
            var changed = write("PUT", "/" + user, Json.of("{firstName:'New%d'}", i));
            assertEquals(
                    "New" + i,
                    read(us, user, position(changed))
                            .expect(200)
                            .json()
                            .path("firstName")
                            .asText(),
                    "no cache has the old one");
            var shown = write("PUT", "", Json.of("{displayName:'Shown %d'}", i));
            assertEquals(
                    "Shown " + i,
                    read(us, "", position(shown))
                            .expect(200)
                            .json()
                            .path("displayName")
                            .asText());
        }
    }

    @Test
    void whoAsksForAPositionGetsItAndNobodyElse() throws Exception {
        var here = realm.at(regions.eu());
        var tokens = here.password(SampleRealm.USER, SampleRealm.PASSWORD);
        var created = eu.attempt("POST", "written/groups", Json.of("{name:'unasked'}"))
                .expect(201);
        assertEquals("", created.header(POSITION), "a write costs no more than it did");
        var unasked = signIn(regions.eu(), SampleRealm.USER, "X-Nothing", "x");
        assertTrue(unasked.headers().firstValue(POSITION).isEmpty(), "a sign-in costs no more than it did");
        var asked = signIn(regions.eu(), SampleRealm.USER, POSITION, "?");
        read(us, "users/count", asked.headers().firstValue(POSITION).orElseThrow())
                .expect(200);
    }

    @Test
    void whoComesTooEarlyIsToldSo() throws Exception {
        var before = position(create());
        read(us, "users/count", before).expect(200);
        regions.toUs().set(Link.State.DOWN);
        var created = create().expect(201);
        var position = position(created);
        var early = read(us, "users/" + created.id(), position).expect(425);
        assertEquals("too_early", early.json().path("error").asText());
        assertEquals(before, early.header(POSITION), "where us is");
        us.attempt("GET", "written/users/" + created.id(), null).expect(404);
        assertEquals(425, signIn(regions.us(), "writer" + users, position));
        assertEquals(200, signIn(regions.eu(), "writer" + users, position), "the primary has it");
        read(eu, "users/" + created.id(), position).expect(200);
        for (var wrong : List.of("soon", "3", "-1:2", "1:2, 1:3", "1:9999999999999999999")) {
            read(us, "users/count", wrong).expect(400);
        }
        us.attempt("GET", "master", null, WAIT, position).expect(200);
        regions.toUs().set(Link.State.UP);
        Await.upTo(HEALED, "us has it")
                .until(() -> read(us, "users/" + created.id(), position).status() == 200);
    }

    @Test
    void writersWaitForTheOtherRegion() {
        for (var wrong : List.of(
                "{}",
                "{replicas:0}",
                "{replicas:2}",
                "{replicas:1, timeoutMillis:1}",
                "{replicas:1, policy:'maybe'}")) {
            eu.attempt("PUT", SEMI_SYNC, Json.of(wrong)).expect(400);
        }
        us.attempt("PUT", SEMI_SYNC, Json.of("{replicas:1}")).expect(409);
        semiSync("warn");
        var confirmed = create().expect(201);
        assertEquals("", confirmed.header(WARNING));
        us.attempt("GET", "written/users/" + confirmed.id(), null).expect(200);
        assertEquals(
                "1",
                us.get("written")
                        .path("attributes")
                        .path("multiRegion.semiSync")
                        .asText());

        regions.toUs().set(Link.State.DOWN);
        var warned = create().expect(201);
        assertTrue(warned.header(WARNING).contains("stands"), warned.header(WARNING));
        eu.get("written/users/" + warned.id());
        semiSync("refuse");
        var refused = create().expect(504);
        assertEquals("not_confirmed", refused.json().path("error").asText());
        position(refused);
        eu.get("written/users/" + refused.id());
        for (var path : List.of("", "/reset-password")) {
            var body = path.isEmpty() ? "{firstName:'Other'}" : "{type:'password', value:'secret-2'}";
            var answer = eu.attempt("PUT", "written/users/" + refused.id() + path, Json.of(body));
            assertEquals(
                    "not_confirmed", answer.expect(504).json().path("error").asText());
        }
        long began = System.nanoTime();
        realm.at(regions.eu()).password(SampleRealm.USER, SampleRealm.PASSWORD);
        assertTrue(System.nanoTime() - began < Duration.ofMillis(900).toNanos(), "nobody waits who signs in");
        assertTrue(eu.get(SEMI_SYNC).path("unconfirmed").asInt() >= 4);
    }

    @Test
    void whatItCosts() {
        regions.toUs().delay(EACH_WAY);
        measure(5);
        var alone = measure(20);
        semiSync("warn");
        measure(5);
        var confirmed = measure(20);
        System.out.printf(
                "a write over a link of %d ms round trip: %d ms, semi-synchronous: %d ms (medians of 20)%n",
                2 * EACH_WAY.toMillis(), alone, confirmed);
        assertTrue(confirmed >= 2 * EACH_WAY.toMillis(), "it went there and came back");
    }

    /** The median, in milliseconds. */
    private long measure(int times) {
        var all = new ArrayList<Long>();
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            assertEquals("", create().expect(201).header(WARNING));
            all.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
        return all.stream().sorted().toList().get(times / 2);
    }
}
