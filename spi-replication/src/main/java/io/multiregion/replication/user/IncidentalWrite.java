package io.multiregion.replication.user;

import io.multiregion.engine.merge.RowMerge;
import java.util.List;
import java.util.Objects;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** The writes of a sign-in that nobody asked for: which of them a secondary makes, and which it leaves to the primary's next sign-in. */
final class IncidentalWrite {

    private static final RowMerge RULE =
            RowMerge.ofCredentials(List.of("TYPE", "CREATED_DATE", "CREDENTIAL_DATA", "SECRET_DATA", "USER_LABEL"));

    private IncidentalWrite() {}

    /**
     * True if the update only moves a credential on, which a secondary does: a counter that rises, a recovery code that is gone.
     *
     * @param stored what there is, or null
     */
    static boolean isStep(CredentialModel stored, CredentialModel update) {
        return stored != null && RULE.isStep(row(stored), row(update));
    }

    private static Object[] row(CredentialModel credential) {
        return new Object[] {
            credential.getType(),
            credential.getCreatedDate(),
            credential.getCredentialData(),
            credential.getSecretData(),
            credential.getUserLabel()
        };
    }

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
