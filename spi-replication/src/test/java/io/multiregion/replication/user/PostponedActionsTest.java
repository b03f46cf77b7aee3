package io.multiregion.replication.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostponedActionsTest {

    @Test
    void aRealmLetsWaitWhatItNames() {
        assertTrue(PostponedActions.isNamed("VERIFY_PROFILE, UPDATE_PROFILE", "UPDATE_PROFILE"));
        assertTrue(PostponedActions.isNamed("VERIFY_PROFILE", "VERIFY_PROFILE"));
        assertFalse(PostponedActions.isNamed("VERIFY_PROFILE", "UPDATE_PROFILE"));
        assertFalse(PostponedActions.isNamed(null, "UPDATE_PROFILE"));
        assertFalse(PostponedActions.isNamed("UPDATE_PROFILE", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE_PASSWORD",
                "CONFIGURE_TOTP",
                "CONFIGURE_RECOVERY_AUTHN_CODES",
                "VERIFY_EMAIL",
                "UPDATE_EMAIL",
                "webauthn-register",
                "webauthn-register-passwordless",
                "TERMS_AND_CONDITIONS",
                "of-an-extension"
            })
    void whatIsAboutSecurityOrTheLawNeverWaits(String action) {
        assertFalse(PostponedActions.isNamed(action, action));
    }

    @Test
    void theActionsThatCanWaitAreKeycloaksOwn() {
        assertEquals("UPDATE_PROFILE", new PostponableProfileUpdate().getId());
        assertEquals("VERIFY_PROFILE", new PostponableProfileCheck().getId());
    }
}
