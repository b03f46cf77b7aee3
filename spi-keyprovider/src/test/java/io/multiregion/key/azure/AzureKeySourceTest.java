package io.multiregion.key.azure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.TestKeys;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.FakeService.Reply;
import io.multiregion.key.http.RemoteKeyContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a fake that follows the published API of Azure Key Vault. */
class AzureKeySourceTest extends RemoteKeyContract<FakeKeyVault> {

    AzureKeySourceTest() {
        super(new FakeKeyVault());
    }

    @Override
    protected void fill() {
        certify("rsa", TestKeys.rsa("signs"));
        certify("ec", TestKeys.ec());
        service.add("wraps", TestKeys.rsa("wraps"));
        service.add("wraps2", TestKeys.rsa("opens"));
    }

    @Override
    protected KeySource source(Map<String, String> environment) {
        return new AzureKeySource(environment::get, Clock.systemUTC());
    }

    @Override
    protected Map<String, String> environment() {
        return client(FakeKeyVault.SECRET);
    }

    @Override
    protected String uri(String key) {
        return "azurekv:" + service.address() + "/keys/" + key;
    }

    @Override
    protected String identityUri(String key) {
        return uri(key + "/" + FakeKeyVault.version(1));
    }

    @Override
    protected String goldenKey() {
        return "rsa";
    }

    @Override
    protected boolean offersAgreement() {
        return false;
    }

    @Override
    protected WrappingKey stranger() {
        return source(client("another")).wrapping(uri("wraps"), null);
    }

    @Override
    protected String secret() {
        return FakeKeyVault.SECRET;
    }

    @Override
    protected Reply throttled() {
        return FakeKeyVault.error(429, "Throttled");
    }

    @Override
    protected List<Reply> refusals() {
        return List.of(
                FakeKeyVault.error(403, "Forbidden"),
                Reply.of(
                        403, Map.of("error", Map.of("code", "Forbidden", "innererror", Map.of("code", "KeyDisabled")))),
                FakeKeyVault.error(404, "KeyNotFound"));
    }

    /** The numbers of a signature may be short or look negative: a few of each are among these. */
    @RepeatedTest(20)
    void signaturesOfAllShapes() throws Exception {
        signsOnce(ec());
    }

    private static void signsOnce(IdentityKey key) throws Exception {
        for (int i = 0; i < 10; i++) {
            assertSigned("SHA256withECDSA", key);
        }
    }

    @Test
    void aRotatedKeyUnwrapsWhatItsFormerVersionsWrapped() {
        assertUnwrapsAfterRotation(
                TestKeys.rsa("signs"), FakeKeyVault.version(1), TestKeys.rsa("wraps"), FakeKeyVault.version(2));
    }

    @Test
    void credentialsOfAClient() throws Exception {
        assertWorks(environment());
        Path token = Files.writeString(directory.resolve("token"), "federated.token\n");
        assertWorks(Map.of(
                "AZURE_TENANT_ID",
                "tenant-1",
                "AZURE_CLIENT_ID",
                "client-1",
                "AZURE_FEDERATED_TOKEN_FILE",
                token.toString(),
                "AZURE_AUTHORITY_HOST",
                service.address() + "/"));
    }

    @Test
    void credentialsOfAManagedIdentity() {
        assertWorks(Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", service.address(), "AZURE_CLIENT_ID", "client-1"));
        assertWorks(Map.of("IDENTITY_ENDPOINT", service.address() + "/app/token", "IDENTITY_HEADER", "app-header"));
    }

    @Test
    void anIdentityIsOfOneVersion() {
        assertTrue(refusal(() -> source(environment())
                        .identity(uri("rsa") + "?certificate=" + directory.resolve("rsa.pem"), null))
                .contains("a certificate is of one version of a key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azurekv:https://v.vault.azure.net/secrets/a",
                "azurekv:http://v.vault.azure.net/keys/a",
                "azurekv:https://v.vault.azure.net/keys/a/b/c",
                "azurekv:https://v.vault.azure.net/keys/a?secret=x"
            })
    void anotherLocation(String uri) {
        refusal(() -> source(environment()).wrapping(uri, null));
    }

    private Map<String, String> client(String secret) {
        return Map.of(
                "AZURE_TENANT_ID",
                "tenant-1",
                "AZURE_CLIENT_ID",
                "client-1",
                "AZURE_CLIENT_SECRET",
                secret,
                "AZURE_AUTHORITY_HOST",
                service.address());
    }
}
