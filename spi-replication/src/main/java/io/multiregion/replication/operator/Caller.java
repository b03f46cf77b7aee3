package io.multiregion.replication.operator;

import java.util.Optional;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/** The administrator whose request is being answered, as Keycloak has identified him. */
final class Caller {

    private final KeycloakSession session;
    private final AdminAuth auth;

    private Caller(KeycloakSession session, AdminAuth auth) {
        this.session = session;
        this.auth = auth;
    }

    /** Empty where nobody has presented a token: a sign-in, a job, a command. */
    static Optional<Caller> of(KeycloakSession session) {
        KeycloakContext context = session.getContext();
        UserSessionModel signedIn = context.getUserSession();
        return context.getBearerToken() instanceof AccessToken token && signedIn != null
                ? Optional.of(new Caller(
                        session, new AdminAuth(signedIn.getRealm(), token, signedIn.getUser(), context.getClient())))
                : Optional.empty();
    }

    /** Whether this is an administrator of all realms. */
    boolean managesAllRealms() {
        RoleModel admin = auth.getRealm().getRole(AdminRoles.ADMIN);
        return OperatorRoles.isMaster(auth.getRealm())
                && admin != null
                && auth.getUser().hasRole(admin);
    }

    /**
     * Whether he may give a role away, by what he may do in the realm that the role is about. Where a realm has fine-grained admin
     * permissions, Keycloak leaves admin roles to those who have all of them.
     *
     * @param about the realm that the role allows to operate
     */
    boolean mayGive(RoleModel role, RealmModel about) {
        if (!OperatorRoles.isMaster(auth.getRealm()) && !auth.getRealm().equals(about)) {
            return false;
        }
        AdminPermissionEvaluator permissions = AdminPermissions.evaluator(session, about, auth);
        return OperatorRoles.realm(role).isAdminPermissionsEnabled()
                ? permissions.isRealmAdmin()
                : permissions.hasOneAdminRole(AdminRoles.MANAGE_REALM);
    }
}
