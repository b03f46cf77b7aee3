package io.multiregion.replication.rest.answer;

import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.replication.access.OperatorRoles;
import jakarta.ws.rs.ForbiddenException;
import java.util.List;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Whether the administrator of a request may operate the replication of the realm that the request is about. */
public final class Access {

    private final AdminPermissionEvaluator permissions;
    private final RealmModel realm;

    public Access(AdminPermissionEvaluator permissions, RealmModel realm) {
        this.permissions = permissions;
        this.realm = realm;
    }

    /** @throws ForbiddenException unless the state of the replication may be seen */
    public void requireView() {
        require(OperatorRoles.ALL, AdminRoles.VIEW_REALM, AdminRoles.MANAGE_REALM);
    }

    /** @throws ForbiddenException unless the replication may be changed */
    public void requireManage() {
        require(List.of(OperatorRoles.MANAGE), AdminRoles.MANAGE_REALM);
    }

    /** @throws ForbiddenException unless the administrator comes from the master realm, as those do who run the servers */
    public void requireOperator() {
        if (!mandate().isOperator()) {
            throw new ForbiddenException();
        }
    }

    /** For whom the administrator of a request speaks. */
    public Mandate mandate() {
        return isMaster(permissions.adminAuth().getRealm()) ? Mandate.OPERATOR : Mandate.REALM;
    }

    /** What the administrator of a request may see of rows: of users only who may view users. */
    public Mask mask() {
        return new Mask(permissions.hasOneAdminRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS));
    }

    /** What the administrator of a request may see of what is wrong. */
    public Sight sight() {
        return new Sight(mask(), mandate());
    }

    /** Whether a realm is the one of those who run the servers. */
    public static boolean isMaster(RealmModel realm) {
        return OperatorRoles.isMaster(realm);
    }

    /** A token may have one of our roles by a mapper of its client, which may be the work of whoever manages clients. */
    private void require(List<String> oneOfOurs, String... orOneOf) {
        AdminAuth auth = permissions.adminAuth();
        if (permissions.hasOneAdminRole(orOneOf)) {
            return;
        }
        if (oneOfOurs.stream()
                .noneMatch(role -> permissions.hasOneAdminRole(role)
                        && OperatorRoles.has(auth.getUser(), auth.getRealm(), realm, role))) {
            throw new ForbiddenException();
        }
    }
}
