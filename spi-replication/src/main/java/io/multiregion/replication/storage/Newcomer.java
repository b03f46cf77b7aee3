package io.multiregion.replication.storage;

import java.util.List;
import java.util.function.Supplier;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.UserCredentialManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.StorageUnavailableUserModelDelegate;

/**
 * Somebody who signs in on a secondary and has never been imported from his directory. To let him in without a row would give him an id
 * that he loses with his first sign-in on the primary, and applications would take him for two people. So he is sent there; but only
 * once his password was right, or else anybody could find out who is in the directory. Keycloak keeps users of this type in no cache.
 */
final class Newcomer extends StorageUnavailableUserModelDelegate {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Supplier<RuntimeException> refusal;

    Newcomer(KeycloakSession session, RealmModel realm, UserModel found, Supplier<RuntimeException> refusal) {
        super(found, what -> refusal.get());
        this.session = session;
        this.realm = realm;
        this.refusal = refusal;
    }

    @Override
    public boolean isEnabled() {
        return getDelegate().isEnabled();
    }

    @Override
    public SubjectCredentialManager credentialManager() {
        return new UserCredentialManager(session, realm, getDelegate()) {
            @Override
            public boolean isValid(List<CredentialInput> inputs) {
                if (super.isValid(inputs)) {
                    throw refusal.get();
                }
                return false;
            }
        };
    }
}
