package io.multiregion.replication.storage;

import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.door.RefusalAnswer;
import io.multiregion.replication.guard.Matter;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.guard.Refusal;
import io.multiregion.replication.guard.RequestView;
import io.multiregion.replication.user.CopyUser;
import io.multiregion.replication.user.Vouched;
import jakarta.ws.rs.WebApplicationException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialInput;
import org.keycloak.models.CredentialValidationOutput;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.utils.StorageUnavailableUserModelDelegate;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageManager;
import org.keycloak.storage.UserStorageProviderModel;

/**
 * Keycloak's users of all storages. Of a realm that is read-only here nobody is imported, changed or removed by them, whatever this
 * region's directory says: who is imported signs in, who is not is a {@link Newcomer} and in no list, and whom the directory does not
 * know (any more) is nobody, but keeps his row.
 */
public final class CopyUserStorage extends UserStorageManager {

    private static final Logger LOG = Logger.getLogger(CopyUserStorage.class);

    private final RequestView view;
    private final Set<String> unlinked = new HashSet<>();

    public CopyUserStorage(KeycloakSession session, Topology topology) {
        super(session);
        this.view = RequestView.of(session, topology);
    }

    @Override
    public UserModel addUser(RealmModel realm, String username) {
        refuse(realm);
        return super.addUser(realm, username);
    }

    @Override
    public boolean removeUser(RealmModel realm, UserModel user) {
        refuse(realm);
        return super.removeUser(realm, user);
    }

    /** The name that the user has at the provider, and its token: nobody asked for it, the next one on the primary is newer. */
    @Override
    public void updateFederatedIdentity(RealmModel realm, UserModel user, FederatedIdentityModel identity) {
        if (readOnly(realm)) {
            LOG.debugf("Left the new token or name of user %s to the primary", user.getId());
        } else {
            super.updateFederatedIdentity(realm, user, identity);
        }
    }

    /** During a sign-in Keycloak removes a link only to add it again at once, under the id that the provider has now. */
    @Override
    public boolean removeFederatedIdentity(RealmModel realm, UserModel user, String provider) {
        return readOnly(realm) && Vouched.in(session)
                ? unlinked.add(user.getId() + provider)
                : super.removeFederatedIdentity(realm, user, provider);
    }

    @Override
    public void addFederatedIdentity(RealmModel realm, UserModel user, FederatedIdentityModel identity) {
        if (!unlinked.remove(user.getId() + identity.getIdentityProvider())) {
            super.addFederatedIdentity(realm, user, identity);
        }
    }

    @Override
    public UserModel getUserById(RealmModel realm, String id) {
        return found(realm, super.getUserById(realm, id));
    }

    @Override
    public UserModel getUserByUsername(RealmModel realm, String username) {
        return found(realm, super.getUserByUsername(realm, username));
    }

    @Override
    public UserModel getUserByEmail(RealmModel realm, String email) {
        return found(realm, super.getUserByEmail(realm, email));
    }

    /** Kerberos: the ticket was right when the user is known. */
    @Override
    public CredentialValidationOutput getUserByCredential(RealmModel realm, CredentialInput input) {
        CredentialValidationOutput output = super.getUserByCredential(realm, input);
        UserModel user = output == null ? null : output.getAuthenticatedUser();
        if (user == null || !readOnly(realm)) {
            return output;
        }
        if (isUnimported(realm, user)) {
            throw refusal(realm);
        }
        return new CredentialValidationOutput(guarded(realm, user), output.getAuthStatus(), output.getState());
    }

    @Override
    protected UserModel validateUser(RealmModel realm, UserModel user) {
        return guarded(realm, super.validateUser(realm, user));
    }

    @Override
    protected Stream<UserModel> importValidation(RealmModel realm, Stream<UserModel> users) {
        return readOnly(realm)
                ? super.importValidation(realm, users.filter(user -> user != null && !isUnimported(realm, user)))
                : super.importValidation(realm, users);
    }

    @Override
    protected void deleteInvalidUser(RealmModel realm, UserModel user) {
        if (readOnly(realm)) {
            LOG.debugf("User %s is not in this region's directory, and left to the primary", user.getId());
        } else {
            super.deleteInvalidUser(realm, user);
        }
    }

    private UserModel found(RealmModel realm, UserModel user) {
        return user != null && readOnly(realm) && isUnimported(realm, user)
                ? new Newcomer(session, realm, user, () -> refusal(realm))
                : guarded(realm, user);
    }

    /** Users without a storage have their guard, and a cached one asks for the user behind it as soon as it is written. */
    private UserModel guarded(RealmModel realm, UserModel user) {
        return user == null
                        || !user.isFederated()
                        || user instanceof CopyUser
                        || user instanceof CachedUserModel
                        || user instanceof StorageUnavailableUserModelDelegate
                        || !readOnly(realm)
                ? user
                : new CopyUser(session, realm, user, view);
    }

    /** His id is the storage's, as that of users who are never imported; but this storage imports. */
    private static boolean isUnimported(RealmModel realm, UserModel user) {
        String storage = StorageId.providerId(user.getId());
        ComponentModel component = storage == null ? null : realm.getComponent(storage);
        return component != null && new UserStorageProviderModel(component).isImportEnabled();
    }

    private boolean readOnly(RealmModel realm) {
        return view.readOnly(realm.getId()).isPresent();
    }

    private void refuse(RealmModel realm) {
        view.refuse(realm.getId());
    }

    /** A flow of the browser's answers nothing else as it is. */
    private RuntimeException refusal(RealmModel realm) {
        return view.readOnly(realm.getId())
                .<RuntimeException>map(state -> new WebApplicationException(new RefusalAnswer(session)
                        .of(
                                Refusal.readOnly(new ReadOnlyRegionException(state)),
                                session.getContext().getUri().getPath(),
                                Matter.FIRST_SIGN_IN)))
                .orElseGet(() -> new IllegalStateException("the realm's role changed under this request; ask again"));
    }
}
