package io.multiregion.replication.wiring.upgrade;

import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.services.managers.RealmManager;

/** The roles by which this region's own admins reach a copy. They are in its master realm, which no primary migrates. */
final class LocalRoles {

    private LocalRoles() {}

    /** Adds those that a newer version of Keycloak has. */
    static void complete(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        ClientModel client = realm == null ? null : realm.getMasterAdminClient();
        if (client == null) {
            return;
        }
        RealmModel before = session.getContext().getRealm();
        RealmModel master = session.realms().getRealmByName(Config.getAdminRealm());
        session.getContext().setRealm(master);
        try {
            RoleModel admin = master.getRole(AdminRoles.ADMIN);
            for (String name : AdminRoles.ALL_REALM_ROLES) {
                if (client.getRole(name) == null) {
                    RoleModel role = client.addRole(name);
                    role.setDescription("${role_" + name + "}");
                    admin.addCompositeRole(role);
                }
            }
            new RealmManager(session).addQueryCompositeRoles(client);
        } finally {
            session.getContext().setRealm(before);
        }
    }
}
