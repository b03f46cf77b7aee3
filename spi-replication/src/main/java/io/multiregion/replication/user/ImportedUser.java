package io.multiregion.replication.user;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.MembershipMetadata;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * The row of a user of a read-only realm whom a user storage has imported, as that storage sees it. Whenever it finds the user it writes
 * into the row what its directory has (his distinguished name, his name, his groups). That is left to the primary. All others see the
 * user through {@link CopyUser}.
 */
final class ImportedUser extends UserAdapter {

    ImportedUser(KeycloakSession session, RealmModel realm, EntityManager em, UserEntity user) {
        super(session, realm, em, user);
    }

    @Override
    public void setUsername(String username) {}

    @Override
    public void setEnabled(boolean enabled) {}

    @Override
    public void setSingleAttribute(String name, String value) {}

    @Override
    public void setAttribute(String name, List<String> values) {}

    @Override
    public void removeAttribute(String name) {}

    @Override
    public void addRequiredAction(String action) {}

    @Override
    public void removeRequiredAction(String action) {}

    @Override
    public void setFirstName(String firstName) {}

    @Override
    public void setLastName(String lastName) {}

    @Override
    public void setEmail(String email) {}

    @Override
    public void setEmailVerified(boolean verified) {}

    @Override
    public void joinGroup(GroupModel group) {}

    @Override
    public void joinGroup(GroupModel group, MembershipMetadata metadata) {}

    @Override
    public void leaveGroup(GroupModel group) {}

    @Override
    public void grantRole(RoleModel role) {}

    @Override
    public void deleteRoleMapping(RoleModel role) {}

    @Override
    public void setFederationLink(String link) {}

    @Override
    public void setServiceAccountClientLink(String client) {}

    @Override
    public void setCreatedTimestamp(Long timestamp) {}

    @Override
    public void setLastModifiedTimestamp(Long timestamp) {}
}
