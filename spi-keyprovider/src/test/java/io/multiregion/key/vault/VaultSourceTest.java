package io.multiregion.key.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.KeySource;
import io.multiregion.key.TestKeys;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.FakeService.Reply;
import io.multiregion.key.http.RemoteKeyContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a fake that follows the published API of the transit engine. */
class VaultSourceTest extends RemoteKeyContract<FakeVault> {

    VaultSourceTest() {
        super(new FakeVault("team/eu"));
    }

    @Override
    protected void fill() {
        certify("rsa", TestKeys.rsa("signs"));
        certify("ec", TestKeys.ec());
        // a certificate is of one version of the key: a newer one does not disturb
        service.add("ec", TestKeys.ec());
        service.add("rsa", TestKeys.rsa("opens"));
        service.add("wraps", TestKeys.aes());
        service.add("wraps2", TestKeys.aes());
    }

    @Override
    protected KeySource source(Map<String, String> environment) {
        return new VaultSource(environment::get);
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of();
    }

    @Override
    protected char[] password() {
        return FakeVault.TOKEN.toCharArray();
    }

    @Override
    protected String uri(String name) {
        return "vault:" + service.address() + "/crypto/transit/keys/" + name + "?namespace=team/eu";
    }

    /** The first version is the one that need not be named. */
    @Override
    protected String identityUri(String name) {
        return uri(name) + (name.equals("ec") ? "&version=1" : "");
    }

    @Override
    protected boolean offersAgreement() {
        return false;
    }

    @Override
    protected WrappingKey stranger() {
        return source(environment()).wrapping(uri("wraps"), "hvs.another".toCharArray());
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
        assertUnwrapsAfterRotation(TestKeys.aes(), "1", TestKeys.aes(), "2");
    }

    @Test
    void theTokenMayComeFromTheEnvironment() {
        WrappingKey key = source(Map.of("VAULT_TOKEN", FakeVault.TOKEN)).wrapping(uri("wraps"), null);
        assertArrayEquals(DATA_KEY, key.unwrap(wrapping().wrap(DATA_KEY, CONTEXT), CONTEXT));
        assertTrue(refusal(() -> source(environment()).wrapping(uri("wraps"), null))
                .contains("its token is missing"));
    }

    @Test
    void theSameKeyHasTheSameUriHoweverItIsReached() {
        assertEquals(wrapping().uri(), impatient().uri());
        assertEquals(
                "vault:" + service.address() + "/crypto/transit/keys/wraps?namespace=team/eu",
                wrapping().uri());
    }

    @Test
    void anIdentityNeedsACertificate() {
        assertTrue(refusal(() -> source(environment()).identity(uri("rsa"), password()))
                .contains("?certificate=/path.pem"));
        assertTrue(refusal(() -> source(environment()).identity(uri("rsa") + "&certificate=/none.pem", password()))
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
        assertFalse(
                refusal(() -> source(environment()).wrapping(uri, password())).contains("hidden"));
    }
}
