package io.multiregion.replication.access;

import java.util.Optional;
import org.keycloak.models.jpa.entities.CompositeRoleEntity;
import org.keycloak.models.jpa.entities.GroupRoleMappingEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;
import org.keycloak.models.jpa.entities.UserRoleMappingEntity;
import org.keycloak.storage.jpa.entity.FederatedUserGroupMembershipEntity;
import org.keycloak.storage.jpa.entity.FederatedUserRoleMappingEntity;

/**
 * What somebody is about to get: a role, or the roles of a group. Whichever API is used, Keycloak stores it as one of six entities.
 *
 * @param realmId the realm of the role or group
 * @param roleId the role, or null if it is a group
 * @param groupId the group, or null if it is a role
 */
record Grant(String realmId, String roleId, String groupId) {

    /** The grant that an entity stands for, or empty for all other entities. */
    static Optional<Grant> of(Object entity) {
        if (entity instanceof UserRoleMappingEntity user) {
            return Optional.of(role(user.getUser().getRealmId(), user.getRoleId()));
        }
        if (entity instanceof GroupRoleMappingEntity group) {
            return Optional.of(role(group.getGroup().getRealm(), group.getRoleId()));
        }
        if (entity instanceof CompositeRoleEntity composite) {
            return Optional.of(role(
                    composite.getChildRole().getRealmId(),
                    composite.getChildRole().getId()));
        }
        if (entity instanceof UserGroupMembershipEntity member) {
            return Optional.of(group(member.getUser().getRealmId(), member.getGroupId()));
        }
        if (entity instanceof FederatedUserRoleMappingEntity federated) {
            return Optional.of(role(federated.getRealmId(), federated.getRoleId()));
        }
        if (entity instanceof FederatedUserGroupMembershipEntity federated) {
            return Optional.of(group(federated.getRealmId(), federated.getGroupId()));
        }
        return Optional.empty();
    }

    private static Grant role(String realmId, String roleId) {
        return new Grant(realmId, roleId, null);
    }

    private static Grant group(String realmId, String groupId) {
        return new Grant(realmId, null, groupId);
    }
}
