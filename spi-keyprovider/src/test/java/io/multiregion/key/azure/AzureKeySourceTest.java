package io.multiregion.key.azure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.Issuer;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.FakeService;
import io.multiregion.key.http.FakeService.Reply;
import io.multiregion.key.http.RemoteKeyContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a fake that follows the published API of Azure Key Vault. */
class AzureKeySourceTest extends RemoteKeyContract {

    private static FakeKeyVault vault;

    @TempDir
    static Path directory;

    private static Path rsa;
    private static Path ec;

    @BeforeAll
    static void start() {
        vault = new FakeKeyVault();
        Issuer issuer = new Issuer();
        rsa = issuer.pem(
                directory.resolve("rsa.pem"), vault.pair("rsa", Issuer.rsa()).getPublic());
        ec = issuer.pem(
                directory.resolve("ec.pem"), vault.pair("ec", Issuer.ec()).getPublic());
        vault.pair("wraps", Issuer.rsa());
        vault.pair("wraps2", Issuer.rsa());
    }

    @AfterAll
    static void stop() {
        vault.close();
    }

    @Override
    protected FakeService service() {
        return vault;
    }

    @Override
    protected IdentityKey rsa() {
        return source(client()).identity(uri("rsa/" + FakeKeyVault.version(1)) + "?certificate=" + rsa, null);
    }

    @Override
    protected IdentityKey ec() {
        return source(client()).identity(uri("ec/" + FakeKeyVault.version(1)) + "?certificate=" + ec, null);
    }

    @Override
    protected boolean offersAgreement() {
        return false;
    }

    @Override
    protected WrappingKey wrapping() {
        return source(client()).wrapping(uri("wraps"), null);
    }

    @Override
    protected WrappingKey anotherWrapping() {
        return source(client()).wrapping(uri("wraps2"), null);
    }

    @Override
    protected WrappingKey impatient() {
        return source(client()).wrapping(uri("wraps") + "?timeout=500", null);
    }

    @Override
    protected WrappingKey stranger() {
        return source(Map.of(
                        "AZURE_TENANT_ID", "tenant-1",
                        "AZURE_CLIENT_ID", "client-1",
                        "AZURE_CLIENT_SECRET", "another",
                        "AZURE_AUTHORITY_HOST", vault.address()))
                .wrapping(uri("wraps"), null);
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
        vault.pair("rotates", Issuer.rsa());
        WrappingKey key = source(client()).wrapping(uri("rotates"), null);
        byte[] first = key.wrap(DATA_KEY, CONTEXT);
        vault.pair("rotates", Issuer.rsa());
        byte[] second = key.wrap(DATA_KEY, CONTEXT);
        assertEquals(FakeKeyVault.version(1), new String(first, 3, 32));
        assertEquals(FakeKeyVault.version(2), new String(second, 3, 32));
        assertArrayEquals(DATA_KEY, key.unwrap(first, CONTEXT));
        assertArrayEquals(DATA_KEY, key.unwrap(second, CONTEXT));
    }

    @Test
    void credentialsOfAClient() throws Exception {
        assertWorks(client());
        Path token = Files.writeString(directory.resolve("token"), "federated.token\n");
        assertWorks(Map.of(
                "AZURE_TENANT_ID",
                "tenant-1",
                "AZURE_CLIENT_ID",
                "client-1",
                "AZURE_FEDERATED_TOKEN_FILE",
                token.toString(),
                "AZURE_AUTHORITY_HOST",
                vault.address() + "/"));
    }

    @Test
    void credentialsOfAManagedIdentity() {
        assertWorks(Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", vault.address(), "AZURE_CLIENT_ID", "client-1"));
        assertWorks(Map.of("IDENTITY_ENDPOINT", vault.address() + "/app/token", "IDENTITY_HEADER", "app-header"));
    }

    private static void assertWorks(Map<String, String> environment) {
        WrappingKey key = source(environment).wrapping(uri("wraps"), null);
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        vault.works();
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        assertEquals(1, vault.requests());
        vault.expire();
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
    }

    @Test
    void anIdentityIsOfOneVersion() {
        assertTrue(refusal(() -> source(client()).identity(uri("rsa") + "?certificate=" + rsa, null))
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
        refusal(() -> source(client()).wrapping(uri, null));
    }

    private static Map<String, String> client() {
        return Map.of(
                "AZURE_TENANT_ID",
                "tenant-1",
                "AZURE_CLIENT_ID",
                "client-1",
                "AZURE_CLIENT_SECRET",
                FakeKeyVault.SECRET,
                "AZURE_AUTHORITY_HOST",
                vault.address());
    }

    private static AzureKeySource source(Map<String, String> environment) {
        return new AzureKeySource(environment::get, Clock.systemUTC());
    }

    private static String uri(String key) {
        return "azurekv:" + vault.address() + "/keys/" + key;
    }
}
