package io.multiregion.replication.operator;

import java.util.List;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

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

    /**
     * Tells Keycloak that these are admin roles. Without it, whoever may manage users could give them to anybody, himself
     * included: Keycloak protects the roles of its management clients by a list of names.
     */
    public static void declare() {
        AdminRoles.ALL_ROLES = new GuardedRoleNames(AdminRoles.ALL_ROLES);
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
