package io.multiregion.replication.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** Credentials as Keycloak writes them itself. */
final class CredentialStepTest {

    @ParameterizedTest
    @CsvSource({"3, 4, true", "3, 9, true", "3, 2, false"})
    void aCounterRises(int before, int after, boolean step) {
        OTPCredentialModel hotp = OTPCredentialModel.createHOTP("secret", 6, before, "HmacSHA1");
        CredentialModel stored = copy(hotp);
        hotp.updateCounter(after);
        assertEquals(step, IncidentalWrite.isStep(stored, hotp));
        for (String type : List.of("webauthn", "webauthn-passwordless")) {
            WebAuthnCredentialModel key = WebAuthnCredentialModel.create(
                    type, "key", "a", "id", null, "public", before, "none", Set.of("usb"));
            stored = copy(key);
            key.updateCounter(after);
            assertEquals(step, IncidentalWrite.isStep(stored, key), type);
        }
    }

    /** Older versions of Keycloak did not write all that this one does. */
    @Test
    void aCounterRisesInWhatAnOlderVersionWrote() {
        CredentialModel stored = copy(OTPCredentialModel.createHOTP("secret", 6, 3, "HmacSHA1"));
        stored.setCredentialData(
                "{\"subType\":\"hotp\",\"digits\":6,\"counter\":3,\"algorithm\":\"HmacSHA1\",\"period\":0}");
        OTPCredentialModel hotp = OTPCredentialModel.createFromCredentialModel(copy(stored));
        hotp.updateCounter(4);
        assertTrue(IncidentalWrite.isStep(stored, hotp));
    }

    @Test
    void codesAreUsedFromTheFirstOneOn() {
        RecoveryAuthnCodesCredentialModel codes =
                RecoveryAuthnCodesCredentialModel.createFromValues(List.of("one", "two"), 1, "codes");
        for (int left = 1; left >= 0; left--) {
            CredentialModel stored = copy(codes);
            codes.removeRecoveryAuthnCode();
            assertTrue(IncidentalWrite.isStep(stored, codes));
            assertFalse(IncidentalWrite.isStep(codes, stored), "and do not come back");
            assertEquals(left == 0, RecoveryCodes.areUsedUp(codes));
        }
        CredentialModel shown = RecoveryCodes.shown(copy(codes));
        assertFalse(RecoveryAuthnCodesCredentialModel.createFromCredentialModel(shown)
                .allCodesUsed());
        assertEquals(codes.getSecretData(), RecoveryCodes.stored(shown).getSecretData());
    }

    @Test
    void nothingElseOfACredentialChanges() {
        List<Consumer<CredentialModel>> changes = List.of(
                credential -> credential.setSecretData("{\"value\":\"another\"}"),
                credential -> credential.setUserLabel("another"),
                credential -> credential.setType("password"),
                credential -> credential.setCreatedDate(7L),
                credential -> credential.setCredentialData(
                        credential.getCredentialData().replace("\"digits\":6", "\"digits\":1")));
        for (Consumer<CredentialModel> change : changes) {
            OTPCredentialModel hotp = OTPCredentialModel.createHOTP("secret", 6, 3, "HmacSHA1");
            CredentialModel stored = copy(hotp);
            hotp.updateCounter(4);
            CredentialModel update = copy(hotp);
            change.accept(update);
            assertFalse(IncidentalWrite.isStep(stored, update));
        }
        assertFalse(IncidentalWrite.isStep(null, OTPCredentialModel.createHOTP("secret", 6, 3, "HmacSHA1")));
    }

    private static CredentialModel copy(CredentialModel credential) {
        CredentialModel copy = new CredentialModel();
        copy.setId(credential.getId());
        copy.setType(credential.getType());
        copy.setCreatedDate(credential.getCreatedDate());
        copy.setUserLabel(credential.getUserLabel());
        copy.setSecretData(credential.getSecretData());
        copy.setCredentialData(credential.getCredentialData());
        return copy;
    }
}
