package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Browser;
import io.multiregion.lab.client.Hotp;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.RecoveryCodes;
import io.multiregion.stories.region.BesideOthers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Second factors that write to the credential: a secondary takes each code once, and then no region does. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecondFactorStory {

    private static final Hotp TOKEN = new Hotp("JBSWY3DPEHPK3PXPHOTPONASECONDARY");
    private static final RecoveryCodes CODES = new RecoveryCodes(List.of("AAAA1111BBBB", "CCCC2222DDDD"));
    private static final RecoveryCodes ONE = new RecoveryCodes(List.of("EEEE3333FFFF"));
    private static final String REDIRECT = "http://shop.test/cb";

    private final SampleRealm realm = new SampleRealm("factors", TwoRegions.FRONT, 0);
    private TwoRegions regions;
    private Region eu;
    private Region us;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        eu = regions.eu();
        us = regions.us();
        realm.create(eu.admin());
        for (JsonNode execution : eu.admin().get("factors/authentication/flows/browser/executions")) {
            if (execution.path("providerId").asText().equals("auth-recovery-authn-code-form")) {
                ((ObjectNode) execution).put("requirement", "ALTERNATIVE");
                eu.admin().put("factors/authentication/flows/browser/executions", execution);
            }
        }
        user("hattie", TOKEN.credential());
        user("rita", CODES.credential());
        user("ruth", ONE.credential());
        regions.replicate("factors");
    }

    private void user(String name, String credential) {
        eu.admin()
                .create(
                        "factors/users",
                        Json.of(
                                "{username:'%1$s', enabled:true, email:'%1$s@acme.test', firstName:'F', lastName:'F',"
                                        + " credentials:[{type:'password', value:'%1$s-secret'}, %2$s]}",
                                name, credential));
    }

    @Test
    void aCodeOfACounterIsTakenOnce() {
        assertEquals(200, hotp(us, 0));
        assertEquals(400, hotp(us, 0));
        assertEquals(200, hotp(us, 1));
        var admin = eu.admin();
        var user = admin.get("factors/users?exact=true&username=hattie").get(0);
        ((ObjectNode) user).put("lastName", "Changed");
        admin.put("factors/users/" + user.get("id").asText(), user);
        Await.upTo(Duration.ofSeconds(20), "the change has arrived on us")
                .until(() -> us.admin()
                        .get("factors/users?exact=true&username=hattie")
                        .get(0)
                        .get("lastName")
                        .asText()
                        .equals("Changed"));
        assertEquals(400, hotp(us, 1), "what arrives takes no counter back");
        assertEquals(200, hotp(us, 2));
        regions.equality("factors").awaitLevel();
        assertEquals(400, hotp(eu, 2), "used everywhere");
        assertEquals(200, hotp(eu, 3));
    }

    private int hotp(Region region, int counter) {
        return realm.at(region)
                .token(Map.of(
                        "grant_type",
                        "password",
                        "username",
                        "hattie",
                        "password",
                        "hattie-secret",
                        "totp",
                        TOKEN.code(counter)))
                .status();
    }

    @Test
    void aRecoveryCodeIsTakenOnce() {
        assertTrue(isIn(recover(us, "rita", CODES.codes().get(0))));
        assertFalse(isIn(recover(us, "rita", CODES.codes().get(0))));
        regions.equality("factors").awaitLevel();
        assertFalse(isIn(recover(eu, "rita", CODES.codes().get(0))), "used everywhere");
        assertTrue(isIn(recover(us, "rita", CODES.codes().get(1))), "the last one");
        for (String used : CODES.codes()) {
            var refused = recover(us, "rita", used);
            assertEquals(200, refused.status(), "the page that asks for a code");
            assertTrue(refused.text().contains("recoveryCodeInput"), refused::text);
        }
        assertTrue(credentials(us, "rita").contains("recovery-authn-codes"), "none is left, and it is asked for");
    }

    /** As everywhere: the primary removes them, and asks for new ones. */
    @Test
    void thePrimaryAsksForNewCodesAfterTheLast() {
        var next = recover(eu, "ruth", ONE.codes().get(0));
        assertFalse(isIn(next), "there is something to do first");
        assertFalse(credentials(eu, "ruth").contains("recovery-authn-codes"));
    }

    private List<String> credentials(Region region, String user) {
        var admin = region.admin();
        return admin.get("factors/users/" + realm.userId(admin, user) + "/credentials")
                .findValuesAsText("type");
    }

    private Answer recover(Region region, String user, String code) {
        Browser browser = realm.at(region).browser(REDIRECT);
        var page = browser.follow(region.url(), browser.credentials(region.url(), user, user + "-secret"));
        assertTrue(page.text().contains("recoveryCodeInput"), page::text);
        return browser.submit(region.url(), page, Map.of("recoveryCodeInput", code));
    }

    private static boolean isIn(Answer answer) {
        return answer.status() / 100 == 3 && answer.header("Location").startsWith(REDIRECT);
    }
}
