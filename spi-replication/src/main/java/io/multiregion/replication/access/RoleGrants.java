package io.multiregion.replication.access;

import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.ErrorResponseException;

/**
 * Whoever may manage users must not become an operator by it, nor make anybody one. Keycloak protects its own admin roles by a list
 * of names that is closed; so the {@link OperatorRoles} are protected where Keycloak stores that somebody gets them, whichever API
 * was used: directly, by a group, within another role.
 *
 * <p>An administrator may give what he could do himself. A role is judged by the realm that it is about, not by the realm in which
 * it is given: those of the clients {@code <realm>-realm} stand in the master realm, and each is about another one. What happens
 * without an administrator follows the realm's settings: the role mapper of an identity provider, the default roles, a command.
 */
public final class RoleGrants {

    private static final String CREATED = RoleGrants.class.getName() + ".created";

    private RoleGrants() {}

    /** A realm that is being created: who may create it may create it with all its roles. And a group that gets another parent. */
    public static void on(ProviderEvent event) {
        if (event instanceof RealmModel.RealmCreationEvent created) {
            created.getKeycloakSession()
                    .setAttribute(CREATED, created.getCreatedRealm().getId());
        } else if (event instanceof GroupModel.GroupPathChangeEvent moved && isMoved(moved)) {
            Caller.of(moved.getKeycloakSession())
                    .ifPresent(caller -> require(caller, moved.getKeycloakSession(), roles(moved.getGroup())));
        }
    }

    private static boolean isMoved(GroupModel.GroupPathChangeEvent event) {
        return !parent(event.getNewPath()).equals(parent(event.getPreviousPath()));
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /**
     * To be asked before an entity is stored.
     *
     * @throws ErrorResponseException 403, if it gives one of the roles to somebody and the administrator may not give it
     */
    public static void check(KeycloakSession session, Object entity) {
        Grant grant = Grant.of(entity).orElse(null);
        if (grant == null) {
            return;
        }
        Caller caller = Caller.of(session).orElse(null);
        if (caller == null) {
            return;
        }
        RealmModel realm = session.realms().getRealm(grant.realmId());
        if (realm != null) {
            require(caller, session, roles(session, realm, grant));
        }
    }

    /** What everybody has does not make anybody an operator: the realm's settings do. */
    private static Stream<RoleModel> roles(KeycloakSession session, RealmModel realm, Grant grant) {
        if (grant.groupId() != null) {
            GroupModel group = session.groups().getGroupById(realm, grant.groupId());
            return group == null || realm.getDefaultGroupsStream().anyMatch(group::equals)
                    ? Stream.empty()
                    : roles(group);
        }
        RoleModel role = session.roles().getRoleById(realm, grant.roleId());
        return role == null || role.equals(realm.getDefaultRole()) ? Stream.empty() : Stream.of(role);
    }

    private static Stream<RoleModel> roles(GroupModel group) {
        Stream<RoleModel> own = group.getRoleMappingsStream();
        return group.getParent() == null ? own : Stream.concat(own, roles(group.getParent()));
    }

    private static void require(Caller caller, KeycloakSession session, Stream<RoleModel> roles) {
        Set<RoleModel> operators = new HashSet<>();
        Set<String> seen = new HashSet<>();
        roles.forEach(role -> collect(role, operators, seen));
        if (operators.isEmpty() || caller.managesAllRealms()) {
            return;
        }
        for (RoleModel role : operators) {
            Optional<RealmModel> about = OperatorRoles.about(session, role);
            if (about.isPresent() && !isCreated(session, about.get()) && !caller.mayGive(role, about.get())) {
                throw new ErrorResponseException(
                        "access_denied",
                        "the role " + role.getName() + " of the realm "
                                + about.get().getName() + " can be given only by those who may manage that realm",
                        Response.Status.FORBIDDEN);
            }
        }
    }

    /** Keycloak's own admin roles have ours in them, and are judged by Keycloak. */
    private static void collect(RoleModel role, Set<RoleModel> operators, Set<String> seen) {
        if (!seen.add(role.getId()) || AdminRoles.isAdminRole(role)) {
            return;
        }
        if (OperatorRoles.ALL.contains(role.getName())) {
            operators.add(role);
        } else if (role.isComposite()) {
            role.getCompositesStream().forEach(part -> collect(part, operators, seen));
        }
    }

    private static boolean isCreated(KeycloakSession session, RealmModel realm) {
        return realm.getId().equals(session.getAttribute(CREATED, String.class));
    }
}
