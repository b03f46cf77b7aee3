package io.multiregion.replication.operator;

import java.util.HashSet;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Keycloak's list of the names of admin roles, with ours in it. A role whose name is in the list can be given only by someone who
 * has the same power, and for its own roles Keycloak knows what that is. Ours it does not know, and would refuse even the
 * administrator of all realms; so the list does not hold them for a caller who has the power, which is to manage the realm.
 * Without a caller, or with one that is not understood, they are in the list: nobody gives them then.
 */
final class GuardedRoleNames extends HashSet<String> {

    private static final long serialVersionUID = 1L;

    GuardedRoleNames(Set<String> keycloaks) {
        super(keycloaks);
        addAll(OperatorRoles.ALL);
    }

    @Override
    public boolean contains(Object name) {
        return super.contains(name) && !(OperatorRoles.ALL.contains(name) && mayBeGivenByCaller());
    }

    private static boolean mayBeGivenByCaller() {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        if (session == null) {
            return false;
        }
        KeycloakContext context = session.getContext();
        RealmModel realm = context.getRealm();
        return realm != null && context.getBearerToken() instanceof AccessToken token && manages(token, realm);
    }

    /**
     * Keycloak has verified the token and completed its roles by the time it asks for a role's name. In a realm with fine-grained
     * admin permissions it leaves admin roles to those who have all of them.
     */
    private static boolean manages(AccessToken token, RealmModel realm) {
        String issuer = String.valueOf(token.getIssuer());
        String adminsRealm = issuer.substring(issuer.lastIndexOf('/') + 1);
        boolean everything = realm.isAdminPermissionsEnabled();
        if (adminsRealm.equals(Config.getAdminRealm())) {
            return everything
                    ? has(token.getRealmAccess(), AdminRoles.ADMIN)
                    : has(token.getResourceAccess(realm.getMasterAdminClient().getClientId()), AdminRoles.MANAGE_REALM);
        }
        return adminsRealm.equals(realm.getName())
                && has(
                        token.getResourceAccess(Constants.REALM_MANAGEMENT_CLIENT_ID),
                        everything ? AdminRoles.REALM_ADMIN : AdminRoles.MANAGE_REALM);
    }

    private static boolean has(AccessToken.Access access, String role) {
        return access != null && access.isUserInRole(role);
    }
}
