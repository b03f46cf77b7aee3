package io.multiregion.replication.access;

import java.util.Optional;
import org.keycloak.Token;
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
    private final Optional<AdminAuth> auth;

    /** @param auth empty if Keycloak does not know the presenter of the token */
    private Caller(KeycloakSession session, Optional<AdminAuth> auth) {
        this.session = session;
        this.auth = auth;
    }

    /** Empty where nobody has presented a token: a sign-in, a job, a command. */
    static Optional<Caller> of(KeycloakSession session) {
        KeycloakContext context = session.getContext();
        return Optional.ofNullable(context.getBearerToken())
                .map(token -> new Caller(session, auth(context, token, context.getUserSession())));
    }

    private static Optional<AdminAuth> auth(KeycloakContext context, Token presented, UserSessionModel signedIn) {
        return presented instanceof AccessToken token && signedIn != null
                ? Optional.of(new AdminAuth(signedIn.getRealm(), token, signedIn.getUser(), context.getClient()))
                : Optional.empty();
    }

    /** Whether this is an administrator of all realms. */
    boolean managesAllRealms() {
        return auth.filter(known -> OperatorRoles.isMaster(known.getRealm()))
                .filter(known -> {
                    RoleModel admin = known.getRealm().getRole(AdminRoles.ADMIN);
                    return admin != null && known.getUser().hasRole(admin);
                })
                .isPresent();
    }

    /**
     * Whether he may give a role away, by what he may do in the realm that the role is about; nothing, if Keycloak does not know him.
     * Where a realm has fine-grained admin permissions, Keycloak leaves admin roles to those who have all of them.
     *
     * @param about the realm that the role allows to operate
     */
    boolean mayGive(RoleModel role, RealmModel about) {
        return auth.filter(known -> OperatorRoles.isMaster(known.getRealm())
                        || known.getRealm().equals(about))
                .filter(known -> mayGive(role, AdminPermissions.evaluator(session, about, known)))
                .isPresent();
    }

    private static boolean mayGive(RoleModel role, AdminPermissionEvaluator permissions) {
        return OperatorRoles.realm(role).isAdminPermissionsEnabled()
                ? permissions.isRealmAdmin()
                : permissions.hasOneAdminRole(AdminRoles.MANAGE_REALM);
    }
}
