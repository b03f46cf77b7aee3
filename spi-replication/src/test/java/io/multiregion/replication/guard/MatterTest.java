package io.multiregion.replication.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatterTest {

    @ParameterizedTest
    @CsvSource({
        "/realms/acme/login-actions/registration, tab_id, x, REGISTRATION",
        "/realms/acme/protocol/openid-connect/registrations, client_id, x, REGISTRATION",
        "/realms/acme/protocol/openid-connect/auth, prompt, create, REGISTRATION",
        "/realms/acme/login-actions/reset-credentials, tab_id, x, RESET",
        "/realms/acme/protocol/openid-connect/forgot-credentials, client_id, x, RESET",
        "/realms/acme/login-actions/action-token, key, x, LINK",
        "/realms/acme/login-actions/required-action, execution, UPDATE_PASSWORD, PASSWORD",
        "/realms/acme/login-actions/required-action, execution, VERIFY_EMAIL, EMAIL",
        "/realms/acme/login-actions/required-action, execution, UPDATE_EMAIL, EMAIL",
        "/realms/acme/login-actions/required-action, execution, CONFIGURE_TOTP, SECOND_FACTOR",
        "/realms/acme/login-actions/required-action, execution, CONFIGURE_RECOVERY_AUTHN_CODES, SECOND_FACTOR",
        "/realms/acme/login-actions/required-action, execution, webauthn-register, SECOND_FACTOR",
        "/realms/acme/login-actions/required-action, execution, webauthn-register-passwordless, SECOND_FACTOR",
        "/realms/acme/login-actions/required-action, execution, TERMS_AND_CONDITIONS, TERMS",
        "/realms/acme/login-actions/required-action, execution, UPDATE_PROFILE, PROFILE",
        "/realms/acme/login-actions/required-action, execution, VERIFY_PROFILE, PROFILE",
        "/realms/acme/login-actions/required-action, execution, delete_account, ACCOUNT",
        "/realms/acme/login-actions/required-action, execution, of-an-extension, ACTION",
        "/realms/acme/login-actions/required-action, tab_id, x, ACTION",
        "/realms/acme/login-actions/first-broker-login, tab_id, x, FIRST_SIGN_IN",
        "/realms/acme/broker/after-first-broker-login, tab_id, x, FIRST_SIGN_IN",
        "/realms/acme/broker/corp/endpoint, state, x, FIRST_SIGN_IN",
        "/realms/acme/broker/corp/link, nonce, x, ACCOUNT",
        "/realms/acme/account/, x, x, ACCOUNT",
        "/realms/acme/account/linked-accounts/corp, x, x, ACCOUNT",
        "/realms/acme/clients-registrations/default, x, x, CHANGE",
        "/admin/realms/acme/account, x, x, CHANGE"
    })
    void whatARequestIsAbout(String path, String name, String value, Matter matter) {
        assertEquals(matter, Matter.of(path, asked -> asked.equals(name) ? value : null));
    }

    @Test
    void somePagesAskForWhatACopyCannotDo() {
        assertEquals(Optional.of(Matter.PASSWORD), Matter.ofTemplate("login-update-password.ftl"));
        assertEquals(Optional.empty(), Matter.ofTemplate("login.ftl"));
        assertEquals(Optional.empty(), Matter.ofTemplate("login-otp.ftl"));
        assertEquals(Optional.empty(), Matter.ofTemplate("error.ftl"));
    }
}
