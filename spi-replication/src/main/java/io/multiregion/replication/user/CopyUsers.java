package io.multiregion.replication.user;

import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.consent.Withdrawal;
import io.multiregion.replication.guard.RequestView;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.JpaUserProvider;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Keycloak's user store, which on a secondary refuses a write when it is called, not when it is flushed: Keycloak takes a
 * read-only user gracefully only then. Consents are not guarded, and a credential may be moved on: that travels back. Bulk
 * removals and everything else are the fence's.
 */
final class CopyUsers extends JpaUserProvider {

    private static final Logger LOG = Logger.getLogger(CopyUsers.class);

    private final KeycloakSession session;
    private final EntityManager em;
    private final Topology topology;
    private final RequestView view;

    /** Recovery codes of which this very request has used the last one, where Keycloak goes on to remove them. */
    private final Set<String> usedUp = new HashSet<>();

    CopyUsers(KeycloakSession session, EntityManager em, Topology topology) {
        super(session, em);
        this.session = session;
        this.em = em;
        this.topology = topology;
        this.view = RequestView.of(session, topology);
    }

    /**
     * The guard in front of all storages refuses new users. Who comes here is a user storage that imports somebody whom it has found: he
     * is looked at, and not kept.
     */
    @Override
    public UserModel addUser(RealmModel realm, String username) {
        return readOnly(realm)
                ? new UnimportedUser(session, realm, KeycloakModelUtils.toLowerCaseSafe(username))
                : super.addUser(realm, username);
    }

    @Override
    public UserModel addUser(
            RealmModel realm, String id, String username, boolean addDefaultRoles, boolean addDefaultRequiredActions) {
        refuse(realm);
        return super.addUser(realm, id, username, addDefaultRoles, addDefaultRequiredActions);
    }

    @Override
    public boolean removeUser(RealmModel realm, UserModel user) {
        refuse(realm);
        return super.removeUser(realm, user);
    }

    /** A job clears all realms at once. Of a realm that is read-only here, its primary does. */
    @Override
    public void removeExpiredIssuedVerifiableCredentials() {
        Set<String> readOnly = topology.readOnlyIds();
        if (readOnly.isEmpty()) {
            super.removeExpiredIssuedVerifiableCredentials();
            return;
        }
        em.createQuery("delete from IssuedVerifiableCredentialEntity vc where vc.expiresAt is not null"
                        + " and vc.expiresAt < :currentTime"
                        + " and vc.user.id in (select u.id from UserEntity u where u.realmId not in :readOnly)")
                .setParameter("currentTime", Time.currentTimeMillis())
                .setParameter("readOnly", readOnly)
                .executeUpdate();
    }

    @Override
    public void addFederatedIdentity(RealmModel realm, UserModel user, FederatedIdentityModel identity) {
        refuse(realm);
        super.addFederatedIdentity(realm, user, identity);
    }

    @Override
    public void updateFederatedIdentity(RealmModel realm, UserModel user, FederatedIdentityModel identity) {
        refuse(realm);
        super.updateFederatedIdentity(realm, user, identity);
    }

    @Override
    public boolean removeFederatedIdentity(RealmModel realm, UserModel user, String identityProvider) {
        refuse(realm);
        return super.removeFederatedIdentity(realm, user, identityProvider);
    }

    @Override
    public boolean revokeConsentForClient(RealmModel realm, String userId, String clientId) {
        boolean known = super.revokeConsentForClient(realm, userId, clientId);
        Withdrawal.note(session, realm, userId, clientId);
        return known;
    }

    @Override
    public void updateCredential(RealmModel realm, UserModel user, CredentialModel shown) {
        CredentialModel update = RecoveryCodes.stored(shown);
        if (readOnly(realm)) {
            CredentialModel stored = super.getStoredCredentialById(realm, user, update.getId());
            if (IncidentalWrite.isRehash(stored, update)) {
                LOG.debugf("Left the new hash of the password of user %s to the primary", user.getId());
                return;
            }
            if (!IncidentalWrite.isStep(stored, update)) {
                refuse(realm);
            }
        } else if (RecoveryCodes.areUsedUp(update)) {
            usedUp.add(update.getId());
        }
        super.updateCredential(realm, user, update);
    }

    @Override
    public CredentialModel getStoredCredentialById(RealmModel realm, UserModel user, String id) {
        return shown(super.getStoredCredentialById(realm, user, id));
    }

    @Override
    public Stream<CredentialModel> getStoredCredentialsStream(RealmModel realm, UserModel user) {
        return super.getStoredCredentialsStream(realm, user).map(this::shown);
    }

    @Override
    public Stream<CredentialModel> getStoredCredentialsByTypeStream(RealmModel realm, UserModel user, String type) {
        return super.getStoredCredentialsByTypeStream(realm, user, type).map(this::shown);
    }

    @Override
    public CredentialModel getStoredCredentialByNameAndType(
            RealmModel realm, UserModel user, String name, String type) {
        return shown(super.getStoredCredentialByNameAndType(realm, user, name, type));
    }

    private CredentialModel shown(CredentialModel credential) {
        return credential == null || usedUp.contains(credential.getId()) ? credential : RecoveryCodes.shown(credential);
    }

    @Override
    public CredentialModel createCredential(RealmModel realm, UserModel user, CredentialModel credential) {
        refuse(realm);
        return super.createCredential(realm, user, credential);
    }

    @Override
    public boolean removeStoredCredential(RealmModel realm, UserModel user, String id) {
        refuse(realm);
        return super.removeStoredCredential(realm, user, id);
    }

    @Override
    public boolean moveCredentialTo(RealmModel realm, UserModel user, String id, String newPreviousCredentialId) {
        refuse(realm);
        return super.moveCredentialTo(realm, user, id, newPreviousCredentialId);
    }

    @Override
    public void setNotBeforeForUser(RealmModel realm, UserModel user, int notBefore) {
        refuse(realm);
        super.setNotBeforeForUser(realm, user, notBefore);
    }

    @Override
    public UserModel getUserById(RealmModel realm, String id) {
        return guarded(realm, super.getUserById(realm, id));
    }

    @Override
    public UserModel getUserByUsername(RealmModel realm, String username) {
        return guarded(realm, super.getUserByUsername(realm, username));
    }

    @Override
    public UserModel getUserByEmail(RealmModel realm, String email) {
        return guarded(realm, super.getUserByEmail(realm, email));
    }

    @Override
    public UserModel getUserByFederatedIdentity(RealmModel realm, FederatedIdentityModel identity) {
        return guarded(realm, super.getUserByFederatedIdentity(realm, identity));
    }

    @Override
    public UserModel getServiceAccount(ClientModel client) {
        return guarded(client.getRealm(), super.getServiceAccount(client));
    }

    @Override
    public Stream<UserModel> searchForUserByUserAttributeStream(RealmModel realm, String name, String value) {
        return super.searchForUserByUserAttributeStream(realm, name, value).map(user -> guarded(realm, user));
    }

    /** Who is of a user storage gets his guard in front of what the storage says of him. */
    private UserModel guarded(RealmModel realm, UserModel user) {
        if (user instanceof UserAdapter stored && readOnly(realm)) {
            return user.isFederated()
                    ? new ImportedUser(session, realm, em, stored.getEntity())
                    : new CopyUser(session, realm, user, view);
        }
        return user;
    }

    private boolean readOnly(RealmModel realm) {
        return view.readOnly(realm.getId()).isPresent();
    }

    private void refuse(RealmModel realm) {
        view.refuse(realm.getId());
    }
}
