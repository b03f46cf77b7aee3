package io.multiregion.engine.peer.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.peer.RegionRows;
import io.multiregion.engine.peer.TestCertificates;
import io.multiregion.engine.settings.Consent;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.trust.Certificates;
import io.multiregion.key.trust.TrustDirectory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators let another region do here: said with its identity, changed later, gone with a revocation. */
class PairingDeskTest {

    private static final ConsentRequest NOTHING_SAID = new ConsentRequest(null, null, null);
    private static final X509Certificate US = TestCertificates.endingIn("us", Duration.ofDays(90));

    private final KeycloakDatabase tables = new KeycloakDatabase();
    private final List<String> told = new ArrayList<>();
    private KnownRegions known;
    private PairingDesk desk;

    @TempDir
    Path trust;

    @BeforeEach
    void open() {
        known = new KnownRegions(
                Optional.of(new TrustDirectory(trust)),
                Consent.parse("realms=usual"),
                () -> tables.transaction(RegionRows::all),
                Clock.systemUTC());
        OwnIdentity own = new OwnIdentity(
                "eu",
                URI.create("https://eu.example.test"),
                new RegionKeys(List.<IdentityKey>of(new CertificateWatchTest.OnlyCertificate(
                        TestCertificates.endingIn("eu", Duration.ofDays(90))))));
        desk = new PairingDesk(
                own,
                known,
                false,
                tables,
                region -> {
                    known.refresh();
                    told.add(region);
                },
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void nothingIsAllowedUnlessItIsSaid() {
        assertConsent("realms=", desk.pair(identity(), NOTHING_SAID, "kim"));
    }

    @Test
    void whatIsSaidWithTheIdentityStaysUntilItIsSaidAnew() {
        assertConsent(
                "realms=*&mayBecomePrimary=true", desk.pair(identity(), new ConsentRequest("*", "true", null), "kim"));
        assertConsent("realms=*&mayBecomePrimary=true", desk.pair(identity(), NOTHING_SAID, "kim"));
        assertConsent("realms=*&mayBecomePrimary=true", desk.replace("us", identity(), "kim"));
        assertConsent("realms=*", desk.pair(identity(), new ConsentRequest(null, "false", null), "kim"));
        assertConsent(
                "realms=acme,shop&mayBecomePrimary=true",
                desk.allow("us", bytes("{\"realms\":[\"acme\",\"shop\"],\"mayBecomePrimary\":true}"), "ann"));
        assertConsent("realms=&mayBecomePrimary=true", desk.allow("us", bytes("{\"realms\":[]}"), "ann"));
        assertEquals(List.of("us", "us", "us", "us", "us", "us"), told, "all nodes are told");
        assertEquals("ann", desk.region("us").changedBy());
    }

    @Test
    void aRevocationTakesItBack() {
        desk.pair(identity(), new ConsentRequest("*", "true", null), "kim");
        assertConsent("realms=", desk.revoke("us", "kim"));
        assertEquals(
                "region_revoked",
                assertThrows(RefusedException.class, () -> desk.allow("us", bytes("{\"realms\":[\"*\"]}"), "kim"))
                        .error());
        assertConsent("realms=", desk.pair(identity(), NOTHING_SAID, "kim"));
    }

    @Test
    void aRegionOfTheDirectoryMayDoWhatTheSettingSaysUnlessOperatorsSaidMore() throws Exception {
        Path file = trust.resolve("us.pem");
        Files.writeString(file, Certificates.pem(List.of(US)));
        assertConsent("realms=usual", desk.region("us"));
        var allowed = desk.allow("us", bytes("{\"mayBecomePrimary\":true}"), "kim");
        assertConsent("realms=usual&mayBecomePrimary=true", allowed);
        assertEquals("directory", allowed.source());
        assertEquals("TRUSTED", allowed.status());
        assertEquals(
                "region_in_directory",
                assertThrows(RefusedException.class, () -> desk.replace("us", identity(), "kim"))
                        .error());
        assertConsent("realms=usual&mayBecomePrimary=true", desk.pair(identity(), NOTHING_SAID, "kim"));
        Files.delete(file);
        assertConsent("realms=usual&mayBecomePrimary=true", desk.region("us"));
    }

    @Test
    void withItsFileAnUnpairedRegionIsGone() throws Exception {
        Path file = trust.resolve("us.pem");
        Files.writeString(file, Certificates.pem(List.of(US)));
        desk.allow("us", bytes("{\"realms\":[\"*\"]}"), "kim");
        Files.delete(file);
        assertEquals("EXPIRED", desk.region("us").status());
        assertTrue(known.refusal("us").contains("pair with it"), known.refusal("us"));
        assertFalse(known.names().contains("us"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"realm\":[]}",
                "{\"realms\":\"*\"}",
                "{\"realms\":null}",
                "{\"realms\":[1]}",
                "{\"realms\":[\"a,b\"]}",
                "{\"realms\":[\"*\",\"acme\"]}",
                "{\"realms\":[\"\"]}",
                "{\"mayBecomePrimary\":\"true\"}",
                "{\"mayBecomePrimary\":null}",
                "{\"realms\":[]} more"
            })
    void whatCannotBeMeantIsRefused(String body) {
        desk.pair(identity(), new ConsentRequest("acme", "true", null), "kim");
        RefusedException refused = assertThrows(RefusedException.class, () -> desk.allow("us", bytes(body), "kim"));
        assertEquals("invalid_consent", refused.error());
        assertEquals(400, refused.status());
        assertTrue(refused.getMessage().contains("give {\"realms\":"), refused.getMessage());
        assertConsent("realms=acme&mayBecomePrimary=true", desk.region("us"));
    }

    private static void assertConsent(String expected, RegionRepresentation region) {
        Consent consent = Consent.parse(expected);
        assertEquals(consent.names(), region.realms());
        assertEquals(consent.mayBecomePrimary(), region.mayBecomePrimary());
    }

    private static byte[] identity() {
        return io.multiregion.engine.message.json.Json.bytes(Map.of(
                "region",
                "us",
                "url",
                "https://us.example.test",
                "certificates",
                List.of(Certificates.pem(List.of(US)))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
