package io.multiregion.key.gcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.TestKeys;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.cipher.RsaOaep;
import io.multiregion.key.http.FakeService.Reply;
import io.multiregion.key.http.RemoteKeyContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a fake that follows the published API of Google Cloud KMS. */
class GcpKmsSourceTest extends RemoteKeyContract<FakeGcpKms> {

    private Map<String, String> account;

    GcpKmsSourceTest() {
        super(new FakeGcpKms(TestKeys.rsa("account")));
    }

    @Override
    protected void fill() throws IOException {
        certify("rsa", TestKeys.rsa("signs"));
        service.add("ec", TestKeys.ec());
        service.add("ec", TestKeys.ec());
        certify("ec", TestKeys.ec());
        certify("opens", TestKeys.rsa("opens"));
        service.add("wraps", TestKeys.aes());
        service.add("wraps2", TestKeys.aes());
        account = Map.of(
                "GOOGLE_APPLICATION_CREDENTIALS",
                service.keyFile(directory.resolve("account.json")).toString());
    }

    @Override
    protected KeySource source(Map<String, String> environment) {
        return new GcpKmsSource(environment::get, Clock.systemUTC());
    }

    @Override
    protected Map<String, String> environment() {
        return account;
    }

    @Override
    protected String uri(String name) {
        return "gcpkms:" + FakeGcpKms.RING + name + "?endpoint=" + service.address();
    }

    @Override
    protected String identityUri(String name) {
        return uri(name + "/cryptoKeyVersions/" + (name.equals("ec") ? 3 : 1));
    }

    @Override
    protected IdentityKey rsaToDecrypt() {
        return identity("opens");
    }

    @Override
    protected boolean offersAgreement() {
        return false;
    }

    @Override
    protected WrappingKey stranger() {
        try (FakeGcpKms another = new FakeGcpKms(TestKeys.rsa("account of a stranger"))) {
            String file = Files.writeString(
                            directory.resolve("stranger.json"),
                            Files.readString(another.keyFile(directory.resolve("stranger.json")))
                                    .replace(another.address(), service.address()))
                    .toString();
            return source(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file)).wrapping(uri("wraps"), null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String secret() {
        return service.token();
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
        assertWorks(Map.of("GCE_METADATA_HOST", service.address().substring("http://".length())));
    }

    @Test
    void whatWasDamagedOnTheWayIsNotTaken() {
        WrappingKey key = wrapping();
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        service.damages(true);
        try {
            assertTrue(
                    unavailable(() -> key.unwrap(wrapped, CONTEXT)).getMessage().contains("plaintext was damaged"));
            unavailable(() -> key.wrap(DATA_KEY, CONTEXT));
            unavailable(() -> rsa().sign(DATA_KEY));
            unavailable(() -> rsaToDecrypt().decrypt(encryptedForIt()));
        } finally {
            service.damages(false);
        }
    }

    private byte[] encryptedForIt() throws Exception {
        return RsaOaep.encrypt(rsaToDecrypt().certificate().getPublicKey(), DATA_KEY);
    }

    @Test
    void anotherKindOfCredentials() throws Exception {
        Path file = Files.writeString(directory.resolve("external.json"), "{\"type\":\"external_account\"}");
        assertTrue(refusal(() -> source(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString()))
                        .wrapping(uri("wraps"), null))
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
}
