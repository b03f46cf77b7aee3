package io.multiregion.replication.cache;

import io.multiregion.replication.access.OperatorRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ImpersonationConstants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.managers.RealmManager;

/**
 * The client {@code <realm>-realm} in this region's master realm, by which this region's own admins reach the copy. It is
 * regional: never replicated, made when a copy arrives, renamed and removed with it.
 */
final class LocalAdministration {

    private LocalAdministration() {}

    /** Makes the client and its roles if they are not there. Called again and again without harm. */
    public static void establish(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm.getMasterAdminClient() != null) {
            return;
        }
        RealmManager realms = new RealmManager(session);
        RealmModel master = realms.getKeycloakAdministrationRealm();
        session.getContext().setRealm(master);
        String clientId = KeycloakModelUtils.getMasterRealmAdminManagementClientId(realm.getName());
        ClientModel left = master.getClientByClientId(clientId);
        if (left != null) {
            realm.setMasterAdminClient(left);
        } else {
            realms.setupMasterAdminManagement(realm);
            ImpersonationConstants.setupMasterRealmRole(session.realms(), realm);
        }
        OperatorRoles.establishInMaster(master.getClientByClientId(clientId));
    }

    /** Follows a rename of the realm. */
    public static void rename(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        ClientModel client = realm.getMasterAdminClient();
        String clientId = KeycloakModelUtils.getMasterRealmAdminManagementClientId(realm.getName());
        if (client != null && !client.getClientId().equals(clientId)) {
            client.setClientId(clientId);
        }
    }

    /** Removes the realm with all that belongs to it, the client included. */
    public static void removeRealm(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm != null) {
            session.getContext().setRealm(realm);
            new RealmManager(session).removeRealm(realm);
        }
    }
}
