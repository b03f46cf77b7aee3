package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Totp;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Mailbox;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.FrontDoor;
import io.multiregion.stories.props.ProofKey;
import io.multiregion.stories.region.BesideOthers;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What is good once is good once in all regions: used in one, it is refused in the other as soon as the lag is over. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OnceStory {

    private static final Assertion MACHINE = new Assertion("machine", "a-secret-of-at-least-256-bits-for-hs256");
    private static final Totp TOTP = new Totp("JBSWY3DPEHPK3PXPONCEINALLREGIONS");
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int ROUNDS = 20;
    private static final String TOKENS = "/realms/once/protocol/openid-connect/token";

    private final SampleRealm realm = new SampleRealm("once", TwoRegions.FRONT, 0);
    private final Mailbox mailbox = Mailbox.open();
    private final Set<String> known = new TreeSet<>();
    private TwoRegions regions;
    private Region eu;
    private Region us;
    private String realmId;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        eu = regions.eu();
        us = regions.us();
        var admin = eu.admin();
        realm.create(admin);
        admin.put(
                "once",
                Json.of(
                        "{revokeRefreshToken:true, refreshTokenMaxReuse:0, smtpServer:{host:'127.0.0.1', port:'%d', from:'a@acme.test'}}",
                        mailbox.port()));
        admin.create(
                "once/clients",
                Json.of(
                        "{clientId:'%s', secret:'%s', clientAuthenticatorType:'client-secret-jwt',"
                                + " serviceAccountsEnabled:true, redirectUris:['http://machine.test/*']}",
                        MACHINE.client(), MACHINE.secret()));
        admin.create(
                "once/users",
                Json.of(
                        "{username:'tess', enabled:true, email:'tess@acme.test', firstName:'T', lastName:'T',"
                                + " credentials:[{type:'password', value:'tess-secret'}, %s]}",
                        TOTP.credential()));
        realmId = admin.get("once").get("id").asText();
        regions.replicate("once");
    }

    @Test
    @Order(1)
    void aOneTimeCodeIsTakenOnce() throws SQLException {
        var used = TOTP.grant("tess", "tess-secret", 0);
        var next = TOTP.grant("tess", "tess-secret", 1);
        realm.at(eu).token(used).expect(200);
        awaitUses(eu, us);
        assertRefused(realm.at(us).token(used));
        realm.at(us).token(next).expect(200);
        awaitUses(us, eu);
        assertRefused(realm.at(eu).token(next));
    }

    /** The window: how long what was used in one region is good in the other. */
    @Test
    @Order(2)
    void anAssertionIsTakenOnce() throws SQLException {
        for (var from : List.of(eu, us)) {
            var to = regions.other(from);
            var worst = Duration.ZERO;
            for (int i = 0; i < ROUNDS; i++) {
                var form = assertion(Map.of("grant_type", "client_credentials"));
                machine(from).token(form).expect(200);
                var taken = awaitUses(from, to);
                worst = taken.compareTo(worst) > 0 ? taken : worst;
                assertRefused(machine(to).token(form));
            }
            System.out.printf(
                    "what was used on %s is refused on %s %d ms later at most%n",
                    from.name(), to.name(), worst.toMillis());
            assertTrue(worst.compareTo(WINDOW) < 0, worst::toString);
        }
    }

    /** Its transaction is rolled back, but the assertion was seen. */
    @Test
    @Order(3)
    void anAssertionOfARequestThatFailedIsUsedToo() throws SQLException {
        for (var from : List.of(eu, us)) {
            var form = assertion(Map.of(
                    "grant_type", "authorization_code", "code", "x.y.z", "redirect_uri", "http://machine.test/"));
            assertEquals("invalid_grant", error(machine(from).token(form)));
            awaitUses(from, regions.other(from));
            assertEquals("invalid_client", error(machine(regions.other(from)).token(form)));
        }
    }

    @Test
    @Order(4)
    void aProofIsTakenOnce() throws SQLException {
        for (var from : List.of(eu, us)) {
            var proof = ProofKey.generate().proof("POST", TwoRegions.FRONT + TOKENS);
            assertTrue(bound(from, proof).contains("\"token_type\":\"DPoP\""), from.name());
            awaitUses(from, regions.other(from));
            var refused = bound(regions.other(from), proof);
            assertTrue(refused.contains("DPoP proof has already been used"), refused);
        }
    }

    /** Where it comes again, Keycloak ends what the client has of the session: in all regions. */
    @Test
    @Order(5)
    void aRefreshTokenIsTakenOnce() throws SQLException {
        for (var from : List.of(eu, us)) {
            var to = regions.other(from);
            var first = realm.at(eu).password(SampleRealm.USER, SampleRealm.PASSWORD);
            var session = first.session();
            awaitSame(session);
            var second = realm.at(from).refresh(first);
            awaitSame(session);
            assertRefused(realm.at(to).attemptRefresh(first));
            awaitSame(session);
            assertEquals(Set.of(), rows(eu).client(session));
            assertRefused(realm.at(from).attemptRefresh(second));
        }
    }

    private void awaitSame(String session) {
        Await.upTo(WINDOW, "both regions have the same of the session")
                .until(() -> rows(us).client(session).equals(rows(eu).client(session)));
    }

    /** A secondary opens no such link; the next primary must know which were used. */
    @Test
    @Order(9)
    void aLinkInAMailIsGoodOnce() {
        var browser = realm.at(eu).browser("http://shop.test/cb");
        var bob = realm.userId(eu.admin(), "bob");
        eu.admin().put("once/users/" + bob + "/execute-actions-email", Json.of("['UPDATE_PASSWORD']"));
        var link = linkIn(mailbox.mails().get(mailbox.mails().size() - 1));
        var page = browser.open(eu.url(), link).expect(200);
        var form = browser.follow(eu.url(), browser.open(eu.url(), linkIn(page.text())));
        browser.submit(eu.url(), form, Map.of("password-new", "bob-again", "password-confirm", "bob-again"))
                .expect(200);
        regions.equality("once").awaitLevel();
        eu.admin()
                .attempt(
                        "POST",
                        "once/multi-region/switchover",
                        Json.of("{to:'us', override:['not-flapping'], reason:'a story'}"))
                .expect(200);
        realm.at(us).password("bob", "bob-again");
        var refused = realm.at(us).browser("http://shop.test/cb").open(us.url(), link);
        assertTrue(refused.expect(400).text().contains("expired"), refused::text);
    }

    /** Returns how long it took until a region knew what is new in the other one. */
    private Duration awaitUses(Region from, Region to) throws SQLException {
        var taken = Await.upTo(WINDOW, to.name() + " knows what was used on " + from.name())
                .every(Duration.ofMillis(5))
                .until(() -> {
                    var here = rows(from).uses();
                    return !known.containsAll(here) && rows(to).uses().containsAll(here);
                });
        known.addAll(rows(to).uses());
        return taken;
    }

    private UsedRows rows(Region region) {
        return new UsedRows(region, realmId);
    }

    private static String bound(Region region, String proof) {
        return new FrontDoor(region.url(), URI.create(TwoRegions.FRONT).getHost())
                .post(
                        TOKENS,
                        Map.of("DPoP", proof),
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "shop",
                                "client_secret",
                                "shop-secret"));
    }

    private static Map<String, String> assertion(Map<String, String> fields) {
        return MACHINE.form(TwoRegions.FRONT + "/realms/once", fields);
    }

    private static SignIn machine(Region region) {
        return new SignIn(region.url(), "once", MACHINE.client(), null);
    }

    private static String error(Answer answer) {
        return answer.expect(400, 401).json().path("error").asText();
    }

    private static void assertRefused(Answer answer) {
        answer.expect(400, 401);
    }

    /** The link's path, out of a page or a mail (quoted-printable). */
    private static String linkIn(String text) {
        var plain = text.replaceAll("=\r?\n", "").replace("=3D", "=").replace("&amp;", "&");
        Matcher link = Pattern.compile("http://[^/\"\\s]+/realms/once(/login-actions/action-token\\?[^\"\\s<>]+)")
                .matcher(plain);
        assertTrue(link.find(), text);
        return link.group(1);
    }
}
