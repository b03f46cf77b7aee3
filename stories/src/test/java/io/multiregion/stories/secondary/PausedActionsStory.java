package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Browser;
import io.multiregion.lab.client.Hotp;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Mailbox;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Actions that an application asks for, flows of the realm's own, and what would come after an action that waits. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PausedActionsStory {

    private static final String REALM = "paused";
    private static final String REDIRECT = "http://shop.test/cb";
    private static final String AUTH = "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id=shop"
            + "&redirect_uri=" + Admin.encode(REDIRECT);

    private static final Hotp TOKEN = new Hotp("JBSWY3DPEHPK3PXPHOTPTRYANOTHERWAY");

    private final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 0);
    private final Mailbox mailbox = Mailbox.open();
    private TwoRegions regions;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        realm.create(eu());
        eu().put(
                        REALM,
                        Json.of(
                                "{loginTheme:'keycloak.v2', smtpServer:{host:'127.0.0.1', port:'%s', from:'a@acme.test'},"
                                        + " attributes:{frontendUrl:'%s', 'multiRegion.postponedActions':'UPDATE_PROFILE'}}",
                                mailbox.port(), TwoRegions.FRONT));
        for (var user : List.of("carol", "dave", "erin")) {
            eu().post(
                            REALM + "/users",
                            Json.of(
                                    "{username:'%1$s', enabled:true, email:'%1$s@acme.test', firstName:'C', lastName:'D',"
                                            + " credentials:[{type:'password', value:'%1$s-secret'}%2$s]}",
                                    user, user.equals("erin") ? ", " + TOKEN.credential() : ""));
        }
        bindFlows();
        regions.replicate(REALM);
    }

    @AfterAll
    void closeMailbox() {
        mailbox.close();
    }

    /** Name first, then the password or something else; and another flow for lost passwords. */
    private void bindFlows() {
        eu().post(
                        REALM + "/authentication/flows",
                        Json.of("{alias:'name first', providerId:'basic-flow', topLevel:true, builtIn:false}"));
        execution("name first", "auth-cookie", "ALTERNATIVE");
        subflow("name first", "name and proof", "ALTERNATIVE");
        execution("name and proof", "auth-username-form", "REQUIRED");
        subflow("name and proof", "proof", "REQUIRED");
        execution("proof", "auth-password-form", "ALTERNATIVE");
        execution("proof", "auth-otp-form", "ALTERNATIVE");
        eu().post(REALM + "/authentication/flows/reset%20credentials/copy", Json.of("{newName:'our reset'}"));
        eu().put(REALM, Json.of("{browserFlow:'name first', resetCredentialsFlow:'our reset'}"));
    }

    private void subflow(String flow, String alias, String requirement) {
        eu().post(
                        REALM + "/authentication/flows/" + flow.replace(" ", "%20") + "/executions/flow",
                        Json.of("{alias:'%s', type:'basic-flow', provider:'registration-page-form'}", alias));
        set(flow, alias, requirement);
    }

    private void execution(String flow, String provider, String requirement) {
        eu().post(
                        REALM + "/authentication/flows/" + flow.replace(" ", "%20") + "/executions/execution",
                        Json.of("{provider:'%s'}", provider));
        set(flow, provider, requirement);
    }

    private void set(String flow, String what, String requirement) {
        var executions = REALM + "/authentication/flows/" + flow.replace(" ", "%20") + "/executions";
        for (var execution : eu().get(executions)) {
            if (execution.path("providerId").asText().equals(what)
                    || execution.path("displayName").asText().equals(what)) {
                ((ObjectNode) execution).put("requirement", requirement);
                eu().put(executions, execution);
            }
        }
    }

    @Test
    void anApplicationIsToldThatItsActionCannotBeDoneHere() {
        for (var action : List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP", "UPDATE_PROFILE", "delete_account")) {
            var browser = browser();
            var page = open(browser, AUTH + "&kc_action=" + action);
            assertTold(signIn(browser, page, SampleRealm.USER, SampleRealm.PASSWORD), action);
            assertTrue(browser.hasCookie("KEYCLOAK_IDENTITY"), "the sign-in goes on");
        }
        var browser = browser();
        signIn(browser, open(browser, AUTH), "bob", "bob-secret");
        assertTold(browser.follow(us().url(), browser.open(us().url(), AUTH + "&kc_action=UPDATE_PASSWORD")), "SSO");
    }

    private static void assertTold(Answer answer, String what) {
        assertEquals(3, answer.status() / 100, () -> what + ": " + answer.text());
        var location = answer.header("Location");
        assertTrue(location.startsWith(REDIRECT + "?"), location);
        assertTrue(location.contains("code=") && location.contains("kc_action_status=error"), location);
    }

    /** What is pending stops the sign-in, whether an application asks for it as well or not. */
    @Test
    void anActionThatIsPendingStopsTheSignInThoughAnApplicationAsksForIt() {
        require("carol", "UPDATE_PASSWORD");
        var browser = browser();
        var stopped = signIn(browser, open(browser, AUTH + "&kc_action=UPDATE_PASSWORD"), "carol", "carol-secret");
        assertStopped(stopped, "Passwords cannot be changed right now.");
        assertFalse(browser.hasCookie("KEYCLOAK_IDENTITY"), "there is no session");
    }

    /** The e-mail would be sent on the way to the next page. */
    @Test
    void noActionBeginsBehindOneThatWaits() {
        require("dave", "UPDATE_PROFILE', 'VERIFY_EMAIL");
        var before = mailbox.mails();
        var browser = browser();
        var stopped = signIn(browser, open(browser, AUTH), "dave", "dave-secret");
        assertStopped(stopped, "E-mail addresses cannot be confirmed or changed right now.");
        assertEquals(before, mailbox.mails(), "no link that cannot be used is sent");
    }

    @Test
    void nameFirstAndTryAnotherWayLeadToNothingThatIsPaused() {
        for (var theme : List.of("keycloak.v2", "base")) {
            eu().put(REALM, Json.of("{loginTheme:'%s'}", theme));
            await(
                    "us has the theme",
                    () -> theme.equals(
                            us().admin().get(REALM).path("loginTheme").asText()));
            var browser = browser();
            var name = open(browser, AUTH);
            assertOffersNothing(name, "You can sign in as usual.");
            var password =
                    browser.submit(us().url(), name, Map.of("username", "erin")).expect(200);
            assertOffersNothing(password, "You can sign in as usual.");
            assertTrue(password.text().contains("tryAnotherWay"), password::text);
            var others = browser.submit(us().url(), password, Map.of("tryAnotherWay", "on"))
                    .expect(200);
            assertOffersNothing(others, "authenticationExecution");
        }
    }

    private static void assertOffersNothing(Answer page, String says) {
        assertFalse(page.text().contains("login-actions/registration"), page::text);
        assertFalse(page.text().contains("login-actions/reset-credentials"), page::text);
        assertTrue(page.text().contains(says), page::text);
    }

    @Test
    void whateverLeadsToAPausedFlowSaysSo() {
        var browser = browser();
        assertStopped(
                open(browser, "/login-actions/reset-credentials?client_id=shop"),
                "Passwords cannot be reset right now.");
        assertStopped(
                open(browser, AUTH.replace("/auth?", "/forgot-credentials?")), "Passwords cannot be reset right now.");
        assertStopped(
                open(browser, AUTH.replace("/auth?", "/registrations?")), "New accounts cannot be made right now.");
        assertStopped(open(browser, AUTH + "&prompt=create"), "New accounts cannot be made right now.");
        us().admin()
                .attempt(
                        "PUT",
                        REALM + "/users/" + realm.userId(us().admin(), "bob") + "/execute-actions-email",
                        Json.of("['UPDATE_PASSWORD']"))
                .expect(409);
    }

    /** Nobody is invited here. Who was invited by the primary is told what to do, and can do it there later. */
    @Test
    void anInvitationWaitsForThePrimary() {
        var organization = "/organizations/"
                + eu().get(REALM + "/organizations").get(0).get("id").asText();
        var members = organization + "/members/invite-user";
        var form = "application/x-www-form-urlencoded";
        us().admin()
                .attempt("POST", REALM + members, "email=new@widgets.test", form)
                .expect(409);
        eu().attempt("POST", REALM + members, "email=new@widgets.test", form).expect(204);
        await(
                "us knows of the invitation",
                () -> !us().admin().get(REALM + organization + "/invitations").isEmpty());
        var mails = mailbox.mails();
        var link = Pattern.compile("/realms/paused(/protocol/openid-connect/registrations\\?[^\"\\s<>]+)")
                .matcher(mails.get(mails.size() - 1)
                        .replaceAll("=\r?\n", "")
                        .replace("=3D", "=")
                        .replace("&#61;", "="));
        assertTrue(link.find(), () -> mails.get(mails.size() - 1));
        var path = link.group(1).replace("&amp;", "&");
        assertStopped(open(browser(), path), "New accounts cannot be made right now.");
        var page = realm.at(regions.eu()).browser(REDIRECT).page(regions.eu().url(), path);
        assertEquals(200, page.status(), page::text);
        assertTrue(page.text().contains("new@widgets.test"), page::text);
    }

    private static void assertStopped(Answer answer, String says) {
        assertEquals(409, answer.status(), answer::text);
        assertTrue(answer.text().contains(says), answer::text);
    }

    private void require(String user, String actions) {
        eu().put(REALM + "/users/" + realm.userId(eu(), user), Json.of("{requiredActions:['%s']}", actions));
        await(
                "us knows of it",
                () -> !us().admin()
                        .get(REALM + "/users/" + realm.userId(us().admin(), user))
                        .path("requiredActions")
                        .isEmpty());
    }

    private static void await(String what, Await.Condition condition) {
        Await.upTo(Duration.ofSeconds(30), what).until(condition);
    }

    private Answer signIn(Browser browser, Answer page, String user, String password) {
        URI at = us().url();
        var second = browser.submit(at, page, Map.of("username", user)).expect(200);
        return browser.follow(at, browser.submit(at, second, Map.of("username", user, "password", password)));
    }

    private Answer open(Browser browser, String path) {
        return browser.page(us().url(), path);
    }

    private Browser browser() {
        return realm.at(us()).browser(REDIRECT);
    }

    private Admin eu() {
        return regions.eu().admin();
    }

    private Region us() {
        return regions.us();
    }
}
