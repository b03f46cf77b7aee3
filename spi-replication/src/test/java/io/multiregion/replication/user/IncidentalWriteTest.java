package io.multiregion.replication.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.credential.CredentialModel;

class IncidentalWriteTest {

    @ParameterizedTest
    @CsvSource({"password, 5, 5, true", "password, 5, 6, false", "otp, 5, 5, false", "webauthn, 5, 5, false"})
    void onlyANewHashOfTheSamePasswordIsIncidental(String type, long stored, long update, boolean incidental) {
        assertEquals(incidental, IncidentalWrite.isRehash(credential(type, stored), credential(type, update)));
    }

    private static CredentialModel credential(String type, long created) {
        CredentialModel credential = new CredentialModel();
        credential.setType(type);
        credential.setCreatedDate(created);
        return credential;
    }
}
