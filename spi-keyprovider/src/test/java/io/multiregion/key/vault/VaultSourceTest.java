package io.multiregion.key.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.Issuer;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.FakeService;
import io.multiregion.key.http.FakeService.Reply;
import io.multiregion.key.http.RemoteKeyContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a fake that follows the published API of the transit engine. */
class VaultSourceTest extends RemoteKeyContract {

    private static FakeVault vault;

    @TempDir
    static Path directory;

    private static Path rsa;
    private static Path ec;

    @BeforeAll
    static void start() {
        vault = new FakeVault("team/eu");
        Issuer issuer = new Issuer();
        rsa = issuer.pem(
                directory.resolve("rsa.pem"), vault.pair("rsa", Issuer.rsa()).getPublic());
        ec = issuer.pem(
                directory.resolve("ec.pem"), vault.pair("ec", Issuer.ec()).getPublic());
        // a certificate is of one version of the key: a newer one does not disturb
        vault.pair("ec", Issuer.ec());
        vault.pair("rsa", Issuer.rsa());
        vault.aes("aes");
        vault.aes("aes2");
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
        return source().identity(uri("rsa") + "&certificate=" + rsa, token());
    }

    @Override
    protected IdentityKey ec() {
        return source().identity(uri("ec") + "&certificate=" + ec + "&version=1", token());
    }

    @Override
    protected boolean offersAgreement() {
        return false;
    }

    @Override
    protected WrappingKey wrapping() {
        return source().wrapping(uri("aes"), token());
    }

    @Override
    protected WrappingKey anotherWrapping() {
        return source().wrapping(uri("aes2"), token());
    }

    @Override
    protected WrappingKey impatient() {
        return source().wrapping(uri("aes") + "&timeout=500", token());
    }

    @Override
    protected WrappingKey stranger() {
        return source().wrapping(uri("aes"), "hvs.another".toCharArray());
    }

    @Override
    protected String secret() {
        return FakeVault.TOKEN;
    }

    @Override
    protected Reply throttled() {
        return FakeVault.error(429, "request path \"transit/encrypt/aes\": rate limit quota exceeded");
    }

    @Override
    protected List<Reply> refusals() {
        return List.of(FakeVault.error(403, "permission denied"), FakeVault.error(404, "no handler for route"));
    }

    @Test
    void aRotatedKeyUnwrapsWhatItsFormerVersionsWrapped() {
        vault.aes("rotates");
        WrappingKey key = source().wrapping(uri("rotates"), token());
        byte[] first = key.wrap(DATA_KEY, CONTEXT);
        vault.aes("rotates");
        byte[] second = key.wrap(DATA_KEY, CONTEXT);
        // the version stands behind the first three bytes
        assertEquals("1", new String(first, 3, 1));
        assertEquals("2", new String(second, 3, 1));
        assertArrayEquals(DATA_KEY, key.unwrap(first, CONTEXT));
        assertArrayEquals(DATA_KEY, key.unwrap(second, CONTEXT));
    }

    @Test
    void theTokenMayComeFromTheEnvironment() {
        WrappingKey key = new VaultSource(Map.of("VAULT_TOKEN", FakeVault.TOKEN)::get).wrapping(uri("aes"), null);
        assertArrayEquals(DATA_KEY, key.unwrap(wrapping().wrap(DATA_KEY, CONTEXT), CONTEXT));
        assertTrue(refusal(() -> source().wrapping(uri("aes"), null)).contains("its token is missing"));
    }

    @Test
    void theSameKeyHasTheSameUriHoweverItIsReached() {
        assertEquals(wrapping().uri(), impatient().uri());
        assertEquals(
                "vault:" + vault.address() + "/crypto/transit/keys/aes?namespace=team/eu",
                wrapping().uri());
    }

    @Test
    void anIdentityNeedsACertificate() {
        assertTrue(refusal(() -> source().identity(uri("rsa"), token())).contains("?certificate=/path.pem"));
        assertTrue(refusal(() -> source().identity(uri("rsa") + "&certificate=/none.pem", token()))
                .contains("cannot read the certificate /none.pem"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault:http://vault.example.com/transit/keys/eu",
                "vault:https://user:hidden@vault.example.com/transit/keys/eu",
                "vault:https://vault.example.com/transit/eu",
                "vault:https://vault.example.com/transit/keys/eu?token=hidden",
                "vault:ftp://vault.example.com/transit/keys/eu",
                "vault:https://vault.example.com/transit/keys/eu?timeout=0"
            })
    void anotherLocation(String uri) {
        assertFalse(refusal(() -> source().wrapping(uri, token())).contains("hidden"));
    }

    private static VaultSource source() {
        return new VaultSource(name -> null);
    }

    private static String uri(String name) {
        return "vault:" + vault.address() + "/crypto/transit/keys/" + name + "?namespace=team/eu";
    }

    private static char[] token() {
        return FakeVault.TOKEN.toCharArray();
    }
}
