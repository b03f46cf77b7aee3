package io.multiregion.stories.secondary;

import static io.multiregion.stories.secondary.Way.way;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.network.Mailbox;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.setup.Keys;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Administrators of the secondary. */
final class AdminWays {

    private static final String TOOLS = "administration: export, tests of connections, keystores";
    private static final String CLEARED = "administration: this region's caches and events are cleared";
    private static final String LIFTED = "administration: lockouts are lifted";
    private static final String IMPERSONATED = "administration: impersonation";
    private static final String GUESSED = "mallory";

    private AdminWays() {}

    static List<Way> all() {
        return List.of(
                way(TOOLS, "partial export", AdminWays::exported),
                way(TOOLS, "a client's description is converted", AdminWays::converted),
                way(TOOLS, "a mail to test the mail server", AdminWays::mailed),
                way(TOOLS, "a directory is tried", AdminWays::directory),
                way(TOOLS, "an identity provider's description, and its certificate", AdminWays::provider),
                way(TOOLS, "keystore", AdminWays::keystore),
                way(CLEARED, "caches and events", AdminWays::cleared),
                way(LIFTED, "of one user, and of all", AdminWays::lifted),
                way(IMPERSONATED, "a session that goes on at eu", AdminWays::impersonated));
    }

    private static void exported(WaysRealm realm) {
        var export = realm.admin()
                .post(WaysRealm.NAME + "/partial-export?exportClients=true&exportGroupsAndRoles=true")
                .json();
        assertTrue(export.get("clients").findValuesAsText("clientId").contains("artful"));
    }

    private static void converted(WaysRealm realm) {
        var client = realm.admin()
                .post(WaysRealm.NAME + "/client-description-converter", Json.of("{clientId: 'described'}"))
                .json();
        assertEquals("described", client.get("clientId").asText());
    }

    private static void mailed(WaysRealm realm) {
        var url = realm.us().url();
        var http = HttpClient.newHttpClient();
        // the mail goes to whoever tries it: the master realm's administrator has no address
        var alice = new Admin(
                http, url, WaysRealm.NAME, WaysRealm.USER, WaysRealm.USER + "-secret", Duration.ofSeconds(60));
        try (var mailbox = Mailbox.open()) {
            alice.post(
                    WaysRealm.NAME + "/testSMTPConnection",
                    Json.of("{host: '127.0.0.1', port: '%d', from: 'a@acme.test'}", mailbox.port()));
            realm.await("the mail has come", () -> mailbox.mails().size() == 1);
        }
    }

    private static void directory(WaysRealm realm) throws Exception {
        try (var directory = Directory.start()) {
            var test = (ObjectNode) directory.connection();
            realm.admin().post(WaysRealm.NAME + "/testLDAPConnection", test.put("action", "testAuthentication"));
            realm.admin()
                    .post(WaysRealm.NAME + "/ldap-server-capabilities", test.put("action", "queryServerCapabilities"));
        }
    }

    private static void provider(WaysRealm realm) throws Exception {
        var providers = WaysRealm.NAME + "/identity-provider/";
        var described = realm.admin()
                .post(
                        providers + "import-config",
                        Json.of(
                                "{providerId: 'oidc', fromUrl: '%s/realms/%s/.well-known/openid-configuration'}",
                                realm.eu().url(), realm.upstream().name()))
                .json();
        assertTrue(described.get("tokenUrl").asText().endsWith("/token"), described::toString);
        var keys = new Keys(Files.createTempDirectory("provider"));
        keys.make("provider");
        var body = "--part\r\nContent-Disposition: form-data; name=\"keystoreFormat\"\r\n\r\nCertificate PEM\r\n"
                + "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"provider.pem\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + keys.certificate("provider") + "\r\n--part--\r\n";
        var uploaded = realm.admin()
                .attempt("POST", providers + "upload-certificate", body, "multipart/form-data; boundary=part")
                .expect(200)
                .json();
        assertTrue(uploaded.hasNonNull("certificate"), uploaded::toString);
    }

    private static void keystore(WaysRealm realm) {
        var store =
                Json.of("{format: 'PKCS12', keyAlias: 'sp', keyPassword: 'key-secret', storePassword: 'store-secret'}");
        var path = WaysRealm.NAME + "/clients/" + realm.client("sp") + "/certificates/saml.signing/download";
        assertFalse(realm.admin().post(path, store).text().isEmpty());
    }

    private static void cleared(WaysRealm realm) {
        for (var cache : List.of("realm", "user", "keys", "crl")) {
            realm.admin().post(WaysRealm.NAME + "/clear-" + cache + "-cache");
        }
        realm.admin().delete(WaysRealm.NAME + "/events");
        realm.admin().delete(WaysRealm.NAME + "/admin-events");
    }

    private static void lifted(WaysRealm realm) {
        var user = realm.user(GUESSED);
        for (var path : List.of("/" + user, "")) {
            while (!locked(realm, realm.us(), user)) {
                assertTrue(realm.at("shop").refuses(GUESSED, "wrong"));
            }
            realm.await("eu knows the lockout", () -> locked(realm, realm.eu(), user));
            realm.admin().delete(WaysRealm.NAME + "/attack-detection/brute-force/users" + path);
            realm.await("eu knows that it is lifted", () -> !locked(realm, realm.eu(), user));
            realm.at("shop").password(GUESSED, GUESSED + "-secret");
        }
    }

    private static boolean locked(WaysRealm realm, Region region, String user) {
        return region.admin()
                .get(WaysRealm.NAME + "/attack-detection/brute-force/users/" + user)
                .get("disabled")
                .asBoolean();
    }

    private static void impersonated(WaysRealm realm) {
        var before = sessions(realm, realm.us());
        realm.admin().post(WaysRealm.NAME + "/users/" + realm.user("bob") + "/impersonation", Json.of("{}"));
        var begun = sessions(realm, realm.us());
        begun.removeAll(before);
        assertEquals(1, begun.size());
        realm.awaitSession(realm.eu(), "bob", begun.get(0), true);
    }

    private static List<String> sessions(WaysRealm realm, Region region) {
        return region.admin()
                .get(WaysRealm.NAME + "/users/" + realm.user("bob") + "/sessions")
                .findValuesAsText("id");
    }
}
