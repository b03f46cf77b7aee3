package io.multiregion.replication.user;

import io.multiregion.engine.merge.RowMerge;
import java.util.List;
import org.keycloak.credential.CredentialModel;

/** What a sign-in on a secondary may write to a credential: a counter that rises, a recovery code that is gone. */
final class CredentialStep {

    private static final RowMerge RULE =
            RowMerge.ofCredentials(List.of("TYPE", "CREATED_DATE", "CREDENTIAL_DATA", "SECRET_DATA", "USER_LABEL"));

    private CredentialStep() {}

    /** @param stored what there is, or null */
    static boolean is(CredentialModel stored, CredentialModel update) {
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
}
