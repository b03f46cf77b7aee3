package io.multiregion.engine.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.operate.view.DrillReport;
import io.multiregion.engine.seal.SignedReport;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.key.KeyUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drills are kept, and their reports can be proven to anybody who has the certificate of the region that made them. */
class DrillDeskTest {

    private static final String REALM = "acme";

    @TempDir
    Path directory;

    private final KeycloakDatabase database = new KeycloakDatabase();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @AfterEach
    void close() {
        database.close();
    }

    private DrillDesk desk(TestRegion eu) {
        return new DrillDesk(
                "eu",
                database,
                (realmId, region, mandate) ->
                        new DrillReport("acme", region, true, List.of(), 0L, true, 5, 7L, 22L, List.of()),
                report -> SignedReport.of(report, eu.keys()),
                new Observer() {},
                Clock.fixed(now, ZoneOffset.UTC));
    }

    /** By the line that the page shows. */
    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void opensslChecksWhatARegionHasSigned(String algorithm) throws Exception {
        TestRegion eu = algorithm.equals("RSA") ? TestRegion.rsa("eu") : TestRegion.ec("eu");
        DrillDesk desk = desk(eu);
        desk.perform(REALM, "us", Mandate.REALM);
        DrillDesk.Entry entry = desk.list(REALM, 10).get(0);
        assertEquals(new DrillDesk.Entry(entry.id(), now.toString(), "us", true, 22L, true), entry);
        byte[] signed = desk.signed(REALM, entry.id(), Mandate.REALM);
        Files.write(directory.resolve("drill.p7s"), signed);
        writePem("eu.pem", eu);
        writePem("ap.pem", TestRegion.ec("ap"));
        assertEquals(0, verify("eu.pem"));
        assertEquals(
                desk.report(REALM, entry.id(), Mandate.REALM),
                VerifyDesk.read(Files.readString(directory.resolve("drill.json"))));
        assertFalse(verify("ap.pem") == 0, "another region's certificate proves nothing");
        signed[signed.length / 2] ^= 1;
        Files.write(directory.resolve("drill.p7s"), signed);
        assertFalse(verify("eu.pem") == 0, "what was changed is not proven");
    }

    private int verify(String certificate) throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "openssl cms -verify -binary -inform DER -in drill.p7s -certfile " + certificate + " -CAfile "
                                + certificate + " -partial_chain -purpose any -out drill.json")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private void writePem(String name, TestRegion region) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(region.certificate().getEncoded());
        Files.writeString(
                directory.resolve(name), "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    /** The same key signs messages between regions. */
    @Test
    void aReportIsNeverTakenForAMessage() {
        TestRegion eu = TestRegion.ec("eu");
        byte[] report = SignedReport.of(new byte[100], eu.keys());
        assertThrows(
                NotAcceptedException.class,
                () -> TestRegion.ec("us").trusting(eu).open(report));
    }

    @Test
    void whatOperatorsFoundIsForOperators() {
        DrillDesk desk = desk(TestRegion.ec("eu"));
        desk.perform(REALM, "us", Mandate.OPERATOR);
        String id = desk.list(REALM, 1).get(0).id();
        assertEquals(id, desk.report(REALM, id, Mandate.OPERATOR).get("id").asText());
        for (RefusedException refused : List.of(
                assertThrows(RefusedException.class, () -> desk.report(REALM, id, Mandate.REALM)),
                assertThrows(RefusedException.class, () -> desk.signed(REALM, id, Mandate.REALM)))) {
            assertEquals(403, refused.status());
        }
        RefusedException other =
                assertThrows(RefusedException.class, () -> desk.report("another", id, Mandate.OPERATOR));
        assertEquals(404, other.status());
    }

    @Test
    void aKeyThatCannotSignNowLosesNoDrill() {
        DrillDesk desk = new DrillDesk(
                "eu",
                database,
                (realmId, region, mandate) ->
                        new DrillReport("acme", region, false, List.of(), null, false, 5, null, null, List.of("no")),
                report -> {
                    throw new KeyUnavailableException("pkcs11:x", "not now", null);
                },
                new Observer() {},
                Clock.systemUTC());
        desk.perform(REALM, "us", Mandate.REALM);
        DrillDesk.Entry entry = desk.list(REALM, 1).get(0);
        assertFalse(entry.signed());
        assertFalse(entry.passed());
        assertEquals(
                404,
                assertThrows(RefusedException.class, () -> desk.signed(REALM, entry.id(), Mandate.REALM))
                        .status());
    }

    @Test
    void twoHundredAreKept() {
        TestRegion eu = TestRegion.quick("eu");
        for (int i = 0; i < 203; i++) {
            now = now.plus(Duration.ofHours(1));
            desk(eu).perform(REALM, "us", Mandate.REALM);
        }
        List<DrillDesk.Entry> all = desk(eu).list(REALM, 1000);
        assertEquals(200, all.size());
        assertEquals(now.toString(), all.get(0).at());
        assertTrue(all.get(199).at().compareTo(all.get(0).at()) < 0);
    }
}
