package io.multiregion.replication.upgrade;

import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.services.managers.RealmManager;

/**
 * The roles by which this region's own admins reach a copy. They are in its master realm: no primary ships them, and Keycloak adds new ones
 * only as it migrates the copy.
 */
final class LocalRoles {

    private static final String LACKING =
            "select realm.id from RealmEntity realm where realm.masterAdminClient is not null"
                    + " and not exists (select role from RoleEntity role where role.clientId = realm.masterAdminClient"
                    + " and role.name = :name)";

    private LocalRoles() {}

    /** The ids of the realms that lack any. */
    static Set<String> lacking(KeycloakSession session) {
        EntityManager database =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        Set<String> realms = new HashSet<>();
        for (String name : AdminRoles.ALL_REALM_ROLES) {
            realms.addAll(database.createQuery(LACKING, String.class)
                    .setParameter("name", name)
                    .getResultList());
        }
        return realms;
    }

    /** Adds those that a newer version of Keycloak has. */
    static void complete(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        ClientModel client = realm == null ? null : realm.getMasterAdminClient();
        if (client == null) {
            return;
        }
        RealmModel master = session.realms().getRealmByName(Config.getAdminRealm());
        session.getContext().setRealm(master);
        RoleModel admin = master.getRole(AdminRoles.ADMIN);
        for (String name : AdminRoles.ALL_REALM_ROLES) {
            if (client.getRole(name) == null) {
                RoleModel role = client.addRole(name);
                role.setDescription("${role_" + name + "}");
                admin.addCompositeRole(role);
            }
        }
        new RealmManager(session).addQueryCompositeRoles(client);
    }
}
