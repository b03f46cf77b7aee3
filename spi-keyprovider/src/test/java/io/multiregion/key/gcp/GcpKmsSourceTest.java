package io.multiregion.key.gcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.Issuer;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.base.RsaOaep;
import io.multiregion.key.http.FakeService;
import io.multiregion.key.http.FakeService.Reply;
import io.multiregion.key.http.RemoteKeyContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a fake that follows the published API of Google Cloud KMS. */
class GcpKmsSourceTest extends RemoteKeyContract {

    private static FakeGcpKms kms;
    private static Map<String, String> account;

    @TempDir
    static Path directory;

    private static Path rsa;
    private static Path ec;
    private static Path open;

    @BeforeAll
    static void start() throws Exception {
        kms = new FakeGcpKms();
        Issuer issuer = new Issuer();
        rsa = issuer.pem(
                directory.resolve("rsa.pem"),
                kms.pair("rsa/cryptoKeyVersions/1", Issuer.rsa()).getPublic());
        ec = issuer.pem(
                directory.resolve("ec.pem"),
                kms.pair("ec/cryptoKeyVersions/3", Issuer.ec()).getPublic());
        open = issuer.pem(
                directory.resolve("open.pem"),
                kms.pair("open/cryptoKeyVersions/1", Issuer.rsa()).getPublic());
        kms.aes("aes");
        kms.aes("aes2");
        account = Map.of(
                "GOOGLE_APPLICATION_CREDENTIALS",
                kms.keyFile(directory.resolve("account.json")).toString());
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @Override
    protected FakeService service() {
        return kms;
    }

    @Override
    protected IdentityKey rsa() {
        return source(account).identity(uri("rsa/cryptoKeyVersions/1") + "&certificate=" + rsa, null);
    }

    @Override
    protected IdentityKey ec() {
        return source(account).identity(uri("ec/cryptoKeyVersions/3") + "&certificate=" + ec, null);
    }

    @Override
    protected IdentityKey rsaToDecrypt() {
        return source(account).identity(uri("open/cryptoKeyVersions/1") + "&certificate=" + open, null);
    }

    @Override
    protected boolean offersAgreement() {
        return false;
    }

    @Override
    protected WrappingKey wrapping() {
        return source(account).wrapping(uri("aes"), null);
    }

    @Override
    protected WrappingKey anotherWrapping() {
        return source(account).wrapping(uri("aes2"), null);
    }

    @Override
    protected WrappingKey impatient() {
        return source(account).wrapping(uri("aes") + "&timeout=500", null);
    }

    @Override
    protected WrappingKey stranger() {
        try (FakeGcpKms another = new FakeGcpKms()) {
            String file = Files.writeString(
                            directory.resolve("stranger.json"),
                            Files.readString(another.keyFile(directory.resolve("stranger.json")))
                                    .replace(another.address(), kms.address()))
                    .toString();
            return source(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file)).wrapping(uri("aes"), null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String secret() {
        return kms.token();
    }

    @Override
    protected Reply throttled() {
        return FakeGcpKms.error(429, "RESOURCE_EXHAUSTED");
    }

    @Override
    protected List<Reply> refusals() {
        return List.of(
                FakeGcpKms.error(403, "PERMISSION_DENIED"),
                FakeGcpKms.error(400, "FAILED_PRECONDITION"),
                FakeGcpKms.error(404, "NOT_FOUND"));
    }

    @Test
    void credentialsOfAServiceAccount() {
        assertWorks(account);
    }

    @Test
    void credentialsOfAMachine() {
        assertWorks(Map.of("GCE_METADATA_HOST", kms.address().substring("http://".length())));
    }

    private static void assertWorks(Map<String, String> environment) {
        WrappingKey key = source(environment).wrapping(uri("aes"), null);
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        kms.works();
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        assertEquals(1, kms.requests());
        kms.expire();
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
    }

    @Test
    void whatWasDamagedOnTheWayIsNotTaken() {
        WrappingKey key = wrapping();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        kms.damages(true);
        try {
            assertTrue(
                    unavailable(() -> key.unwrap(wrapped, CONTEXT)).getMessage().contains("plaintext was damaged"));
            unavailable(() -> key.wrap(DATA_KEY, CONTEXT));
            unavailable(() -> rsa().sign(DATA_KEY));
            unavailable(() -> rsaToDecrypt().decrypt(encryptedForIt()));
        } finally {
            kms.damages(false);
        }
    }

    private byte[] encryptedForIt() throws Exception {
        return RsaOaep.encrypt(rsaToDecrypt().certificate().getPublicKey(), DATA_KEY);
    }

    @Test
    void anotherKindOfCredentials() throws Exception {
        Path file = Files.writeString(directory.resolve("external.json"), "{\"type\":\"external_account\"}");
        assertTrue(refusal(() -> source(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString()))
                        .wrapping(uri("aes"), null))
                .contains("not the key file of a service account"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gcpkms:projects/p/locations/l/keyRings/r",
                "gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1",
                "gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k?endpoint=http://kms.example.com",
                "gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/../k"
            })
    void anotherLocation(String uri) {
        refusal(() -> source(account).wrapping(uri, null));
    }

    private static GcpKmsSource source(Map<String, String> environment) {
        return new GcpKmsSource(environment::get, Clock.systemUTC());
    }

    private static String uri(String name) {
        return "gcpkms:" + FakeGcpKms.RING + name + "?endpoint=" + kms.address();
    }
}
