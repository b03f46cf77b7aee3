package io.multiregion.replication.user;

import java.util.Objects;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** The writes of a sign-in that nobody asked for and that a secondary leaves to the primary's next sign-in. */
final class IncidentalWrite {

    private IncidentalWrite() {}

    /**
     * True if the update only hashes the same password anew after a change of the password policy. Keycloak keeps the
     * creation date then; a new password gets a new one.
     */
    public static boolean isRehash(CredentialModel stored, CredentialModel update) {
        return PasswordCredentialModel.TYPE.equals(update.getType())
                && stored != null
                && Objects.equals(stored.getCreatedDate(), update.getCreatedDate());
    }
}
