package io.multiregion.replication.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.Topology;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.forms.login.MessageType;
import org.keycloak.forms.login.freemarker.model.RealmBean;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.FreeMarkerException;
import org.keycloak.theme.KeycloakSanitizerMethod;
import org.keycloak.theme.Theme;
import org.keycloak.theme.beans.MessageBean;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.keycloak.theme.freemarker.DefaultFreeMarkerProvider;

/** With Keycloak's template engine, and a theme that nobody knows. */
class ReadOnlyPagesTest {

    private static final Position AT = new Position(1, 7);
    private static final Realm REALM = Realm.named("acme", "acme", null);
    private static final Claim CLAIM = new Claim(1, "eu");
    private static final URI EU = URI.create("https://eu.internal");

    private static final String LOGIN = "<#if realm.registrationAllowed>register </#if>"
            + "<#if realm.resetPasswordAllowed>forgot </#if>${realm.name}"
            + "<#if message??> ${message.type}: ${kcSanitize(message.summary)?no_esc}</#if>";
    private static final String ACCOUNT = "<html><body data-page-id=\"account\"><p>${deleteAccountAllowed?c}"
            + " ${isLinkedAccountsEnabled?c} ${updateEmailActionEnabled?c} ${isViewGroupsEnabled?c}</p></body></html>";

    @TempDir
    Path templates;

    private final Map<String, Object> values = new HashMap<>();

    private static RealmState primary() {
        return new Primary(REALM, CLAIM, EU, Course.at(AT));
    }

    private static RealmState copy(URI publicUrl) {
        Feed feed = new Feed(StreamId.NONE, AT, Instant.now(), Instant.EPOCH, null, publicUrl);
        return new Secondary(REALM, CLAIM, EU, Course.at(AT), ReplicaStatus.ACTIVE, feed);
    }

    /** A realm that allows everything. */
    private static RealmModel realm() {
        return (RealmModel) Proxy.newProxyInstance(
                RealmModel.class.getClassLoader(),
                new Class<?>[] {RealmModel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId", "getName" -> "acme";
                    default -> method.getReturnType() == boolean.class ? true : null;
                });
    }

    private String shown(RealmState state, Theme.Type type, String file, String template)
            throws IOException, FreeMarkerException {
        Files.writeString(templates.resolve(file), template);
        Properties texts = new Properties();
        texts.put("multiRegionNotice", "Paused.");
        texts.put("multiRegionPassword", "No passwords.");
        texts.put("multiRegionAccount", "No changes.");
        texts.put("multiRegionHere", "Here: <a href=\"{0}\">{0}</a><script>alert(1)</script>");
        values.put("msg", new MessageFormatterMethod(Locale.ENGLISH, texts));
        values.put("realm", new RealmBean(realm()));
        Topology topology = new Topology(() -> Map.of("acme", state), id -> Optional.of(state));
        topology.refresh();
        return new ReadOnlyPages(
                        new DefaultFreeMarkerProvider(null, new KeycloakSanitizerMethod()),
                        ReadOnlyPagesTest::realm,
                        topology)
                .processTemplate(values, file, new WrittenTheme(type, templates));
    }

    @Test
    void aPrimarysPagesAreAsTheyWere() throws Exception {
        assertEquals("register forgot acme", shown(primary(), Theme.Type.LOGIN, "login.ftl", LOGIN));
    }

    @Test
    void whereNobodyRegistersNoLinkLeadsThere() throws Exception {
        assertEquals("acme info: Paused.", shown(copy(null), Theme.Type.LOGIN, "login.ftl", LOGIN));
        assertEquals("acme", shown(copy(null), Theme.Type.LOGIN, "login-otp.ftl", LOGIN));
    }

    @Test
    void whatKeycloakSaysIsNotReplaced() throws Exception {
        values.put("message", new MessageBean("Wrong password.", MessageType.ERROR));
        assertEquals("acme error: Wrong password.", shown(copy(null), Theme.Type.LOGIN, "login.ftl", LOGIN));
    }

    @Test
    void thePrimarysAddressIsTextWhereThemesMayNotSanitize() throws Exception {
        String page = shown(copy(URI.create("https://login.eu.example.com")), Theme.Type.LOGIN, "login.ftl", LOGIN);
        String link = "https://login.eu.example.com/realms/acme/account/";
        assertEquals("acme info: Paused. Here: " + link + "alert(1)", page);
    }

    @Test
    void thePrimarysAddressIsALinkAndNothingElse() throws Exception {
        String page = shown(
                copy(URI.create("https://login.eu.example.com")), Theme.Type.ACCOUNT, "index.ftl", "<body></body>");
        String link = "https://login.eu.example.com/realms/acme/account/";
        assertTrue(
                page.contains(">No changes. Here: <a href=\"" + link + "\" rel=\"nofollow\">" + link + "</a></div>"),
                page);
    }

    @Test
    void aPageThatAsksForWhatIsPausedSaysSo() throws Exception {
        Files.writeString(templates.resolve("error.ftl"), "sorry: ${message.summary} ${pageId}");
        assertEquals(
                "sorry: No passwords. error",
                shown(copy(null), Theme.Type.LOGIN, "login-update-password.ftl", "your new password"));
        assertEquals(
                "your new password",
                shown(primary(), Theme.Type.LOGIN, "login-update-password.ftl", "your new password"));
    }

    @Test
    void theAccountConsoleOffersNothingThatIsPaused() throws Exception {
        for (String name : new String[] {
            "deleteAccountAllowed", "isLinkedAccountsEnabled", "updateEmailActionEnabled", "isViewGroupsEnabled"
        }) {
            values.put(name, true);
        }
        assertEquals(
                "<html><body data-page-id=\"account\">\n"
                        + "<div id=\"multi-region-notice\" class=\"pf-v5-c-banner pf-m-gold\" role=\"status\">No changes.</div>"
                        + "<p>false false false true</p></body></html>",
                shown(copy(null), Theme.Type.ACCOUNT, "index.ftl", ACCOUNT));
        assertEquals(
                "<html><body data-page-id=\"account\"><p>true true true true</p></body></html>",
                shown(primary(), Theme.Type.ACCOUNT, "index.ftl", ACCOUNT));
    }

    @ParameterizedTest
    @EnumSource(
            value = Theme.Type.class,
            names = {"ADMIN", "EMAIL", "WELCOME"})
    void otherPagesAreLeftAlone(Theme.Type type) throws Exception {
        assertEquals("register forgot acme", shown(copy(null), type, "login.ftl", LOGIN));
    }
}
