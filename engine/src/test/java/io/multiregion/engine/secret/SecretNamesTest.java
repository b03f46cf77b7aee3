package io.multiregion.engine.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretNamesTest {

    /** Names of settings as Keycloak 26.7 writes them. */
    @ParameterizedTest
    @CsvSource({
        "privateKey, true",
        "secret, true",
        "keystorePassword, true",
        "keyPassword, true",
        "bindCredential, true",
        "clientSecret, true",
        "password, true",
        "authTokenClientSecret, true",
        "client.secret.rotated, true",
        "saml.signing.private.key, true",
        "saml.encryption.private.key, true",
        "apiKey, true",
        "certificate, false",
        "secretSize, false",
        "client.secret.creation.time, false",
        "client.secret.rotated.expiration.time, false",
        "clientAuthMethod, false",
        "validatePasswordPolicy, false",
        "usePasswordModifyExtendedOp, false",
        "saml.signing.certificate, false",
        "bindDn, false",
        "kc.user.profile.config, false",
    })
    void settings(String name, boolean secret) {
        assertEquals(secret, SecretNames.isSecretSetting(name));
    }

    @ParameterizedTest
    @CsvSource({"otp, true", "password, false", "webauthn, false", "recovery-authn-codes, false"})
    void credentials(String type, boolean secret) {
        assertEquals(secret, SecretNames.isSecretCredential(type));
    }
}
