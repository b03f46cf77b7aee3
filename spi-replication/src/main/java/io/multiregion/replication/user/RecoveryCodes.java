package io.multiregion.replication.user;

import org.keycloak.credential.CredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;

/**
 * Recovery codes of which none is left. Keycloak removes them in the sign-in that uses the last one, and its page fails without any.
 * Here they stay where that was on a secondary: they are shown with one that nobody can enter.
 */
final class RecoveryCodes {

    private static final String NONE = "\"codes\":[]";
    private static final String NOBODYS = "\"codes\":[{\"number\":0,\"encodedHashedValue\":\"\"}]";

    private RecoveryCodes() {}

    static boolean areUsedUp(CredentialModel credential) {
        return RecoveryAuthnCodesCredentialModel.TYPE.equals(credential.getType())
                && credential.getSecretData() != null
                && credential.getSecretData().contains(NONE);
    }

    /** @return the credential, which has a code; what is stored stays as it is */
    static CredentialModel shown(CredentialModel credential) {
        if (areUsedUp(credential)) {
            credential.setSecretData(credential.getSecretData().replace(NONE, NOBODYS));
        }
        return credential;
    }

    /** @return the credential as it is stored */
    static CredentialModel stored(CredentialModel shown) {
        if (RecoveryAuthnCodesCredentialModel.TYPE.equals(shown.getType()) && shown.getSecretData() != null) {
            shown.setSecretData(shown.getSecretData().replace(NOBODYS, NONE));
        }
        return shown;
    }
}
