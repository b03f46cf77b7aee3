package io.multiregion.stories.secondary;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Browser;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A realm of eu, live in us, with something to sign in with in every way. Clients have their name as the host they come back to. */
final class WaysRealm implements AutoCloseable {

    static final String NAME = "ways";
    static final String USER = "alice";
    static final SigningKey KEY = SigningKey.named("ways");

    private static final String AUDIENCE =
            "{name: 'shop', protocol: 'openid-connect', protocolMapper: 'oidc-audience-mapper',"
                    + " config: {'included.client.audience': 'shop', 'access.token.claim': 'true', 'introspection.token.claim': 'true'}}";
    private static final Duration LAG = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final TwoRegions regions;
    private final Devices devices = Devices.at(TwoRegions.DEVICES);
    private final Upstream upstream;

    private WaysRealm(TwoRegions regions) {
        this.regions = regions;
        upstream = new Upstream(regions.eu(), "ways-upstream", new SampleRealm(NAME, TwoRegions.FRONT, 0));
    }

    static WaysRealm replicated(TwoRegions regions) {
        var realm = new WaysRealm(regions);
        var admin = regions.eu().admin();
        admin.createRealm(Json.read(text()));
        var organisation = admin.create(
                NAME + "/organizations", Json.of("{name:'Widgets', alias:'widgets', domains:[{name:'widgets.test'}]}"));
        admin.post(NAME + "/organizations/" + organisation + "/members", Json.of("'%s'", realm.user(USER)));
        admin.post(NAME + "/clients/" + realm.client("sp") + "/certificates/saml.signing/generate");
        SteppedFlow.of(admin, NAME, realm.client("stepping"));
        realm.upstream.create();
        BrokeredWays.prepare(realm);
        regions.replicate(NAME);
        return realm;
    }

    private static String text() {
        try (var in = WaysRealm.class.getResourceAsStream("/ways/realm.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@audience@", AUDIENCE)
                    .replace("@front@", TwoRegions.FRONT)
                    .replace("@devices@", TwoRegions.DEVICES.toString())
                    .replace("@keys@", KEY.keySet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Region eu() {
        return regions.eu();
    }

    Region us() {
        return regions.us();
    }

    Devices devices() {
        return devices;
    }

    Upstream upstream() {
        return upstream;
    }

    /** The administrator of us. */
    Admin admin() {
        return us().admin();
    }

    String user(String name) {
        return eu().admin()
                .get(NAME + "/users?exact=true&username=" + name)
                .get(0)
                .get("id")
                .asText();
    }

    String client(String clientId) {
        return eu().admin()
                .get(NAME + "/clients?clientId=" + clientId)
                .get(0)
                .get("id")
                .asText();
    }

    SignIn at(Region region, String client) {
        return new SignIn(region.url(), NAME, client, client + "-secret");
    }

    SignIn at(String client) {
        return at(us(), client);
    }

    /** What us answers to a token request of a client that needs no secret for it. */
    Answer at(String client, Map<String, String> form) {
        return new SignIn(us().url(), NAME, client, null).token(form);
    }

    Browser browser(String client) {
        return at(client).browser("http://" + client + ".test/cb");
    }

    Tokens signIn(String client) {
        return at(client).password(USER, USER + "-secret");
    }

    /** Gives name and password to a login page of us, on one page or on two, and follows to where that leads. */
    Answer enter(Browser browser, Answer page, String user, Map<String, String> more) {
        var asked = browser.follow(us().url(), page).expect(200);
        var fields = new TreeMap<>(more);
        fields.put("username", user);
        if (!asked.text().contains("name=\"password\"")) {
            asked = browser.submit(us().url(), asked, fields).expect(200);
        }
        fields.put("password", user + "-secret");
        return browser.follow(us().url(), browser.submit(us().url(), asked, fields));
    }

    Answer enter(Browser browser, Answer page) {
        return enter(browser, page, USER, Map.of());
    }

    /** What the client gets for the code that a browser brings it. */
    Tokens exchange(String client, Answer back) {
        return at(client).exchange(code(back), "http://" + client + ".test/cb");
    }

    static String code(Answer back) {
        return first("[?&]code=([^&]+)", back.expect(302, 303).header("Location"));
    }

    /** A session that began on us goes on at eu. */
    void assertGoesOn(String client, Tokens tokens) {
        Await.upTo(LAG, "eu refreshes what began on us")
                .until(() -> at(eu(), client).attemptRefresh(tokens).status() == 200);
    }

    void assertEnded(String client, Tokens tokens) {
        Await.upTo(LAG, "eu refuses what ended on us")
                .until(() -> at(eu(), client).attemptRefresh(tokens).status() == 400);
    }

    /** Waits until a session of a user is known in a region, or is not. */
    void awaitSession(Region region, String user, String session, boolean there) {
        var path = NAME + "/users/" + user(user) + "/sessions";
        Await.upTo(LAG, region.name() + (there ? " knows" : " has ended") + " the session")
                .until(() -> region.admin().get(path).findValuesAsText("id").contains(session) == there);
    }

    void await(String what, Await.Condition condition) {
        Await.upTo(LAG, what).until(condition);
    }

    /** Sends what is no form to us, below the realm. */
    Answer send(String path, String type, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(us().url() + "/realms/" + NAME + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return Answer.of("POST " + path, http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    Answer form(String path, Map<String, String> fields, String... headers) {
        return send(path, "application/x-www-form-urlencoded", SignIn.encoded(fields), headers);
    }

    /** The first group of a pattern in a text. */
    static String first(String pattern, String text) {
        var found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new AssertionError("No " + pattern + " in " + text);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        devices.close();
    }
}
