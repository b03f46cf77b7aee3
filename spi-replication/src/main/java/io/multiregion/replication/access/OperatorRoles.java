package io.multiregion.replication.access;

import java.util.List;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * The roles by which somebody may operate a realm's replication without being its administrator. They stand beside Keycloak's own
 * admin roles: on the realm's {@code realm-management} client, which is replicated with the realm, and on the client
 * {@code <realm>-realm} of each region's own master realm.
 */
public final class OperatorRoles {

    /** May do everything below {@code multi-region}, and nothing else. */
    public static final String MANAGE = "manage-multi-region";

    /** May read everything below {@code multi-region}, and nothing else. */
    public static final String VIEW = "view-multi-region";

    /** All of them. */
    public static final List<String> ALL = List.of(VIEW, MANAGE);

    private OperatorRoles() {}

    /** The realm that a role allows to operate, or empty if it is none of these roles, though it may have the name of one. */
    static Optional<RealmModel> about(KeycloakSession session, RoleModel role) {
        if (!ALL.contains(role.getName()) || !(role.getContainer() instanceof ClientModel client)) {
            return Optional.empty();
        }
        if (!isMaster(client.getRealm())) {
            return Optional.of(client.getRealm())
                    .filter(realm -> client.getClientId().equals(Constants.REALM_MANAGEMENT_CLIENT_ID));
        }
        return realmOf(client.getClientId())
                .map(session.realms()::getRealmByName)
                .filter(realm -> client.equals(realm.getMasterAdminClient()));
    }

    /** The name of the realm that is managed by a client of the master realm, as Keycloak calls these clients. */
    private static Optional<String> realmOf(String clientId) {
        return clientId.endsWith(AdminRoles.APP_SUFFIX)
                ? Optional.of(clientId.substring(0, clientId.length() - AdminRoles.APP_SUFFIX.length()))
                : Optional.empty();
    }

    /**
     * Whether a user himself has one of these roles, whatever his token says.
     *
     * @param home the user's realm
     * @param about the realm to be operated
     */
    public static boolean has(UserModel user, RealmModel home, RealmModel about, String name) {
        ClientModel client = isMaster(home)
                ? about.getMasterAdminClient()
                : about.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
        RoleModel role = client == null ? null : client.getRole(name);
        return role != null && user.hasRole(role);
    }

    /** The realm in which a role stands. */
    static RealmModel realm(RoleModel role) {
        return role.getContainer() instanceof ClientModel client ? client.getRealm() : (RealmModel) role.getContainer();
    }

    /** Whether a realm is the one of those who run the servers. */
    public static boolean isMaster(RealmModel realm) {
        return realm.getName().equals(Config.getAdminRealm());
    }

    /** Adds what is missing to the realm's own management client. It is a change of the realm: only where it may be written. */
    public static void establish(RealmModel realm) {
        ClientModel client = realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
        if (client != null) {
            add(client, client.getRole(AdminRoles.REALM_ADMIN));
        }
    }

    /**
     * Adds what is missing to a realm's client in this region's master realm, in every region.
     *
     * @param client the client {@code <realm>-realm}; not asked of the realm, whose cached model does not know it at once
     */
    public static void establishInMaster(ClientModel client) {
        if (client != null) {
            add(client, client.getRealm().getRole(AdminRoles.ADMIN));
        }
    }

    /** A role that is there is left as it is: an operator may have taken it out of the composite on purpose. */
    private static void add(ClientModel client, RoleModel all) {
        for (String name : ALL) {
            if (client.getRole(name) == null) {
                RoleModel role = client.addRole(name);
                role.setDescription("${role_" + name + "}");
                if (all != null) {
                    all.addCompositeRole(role);
                }
            }
        }
    }
}
