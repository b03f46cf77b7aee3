package io.multiregion.replication.user;

import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.lockout.AttackBudget;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.MembershipMetadata;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A user of a read-only realm. Writing what is there already is no write: Keycloak does so at every sign-in (it takes away
 * required actions that the user does not have). Anything else is refused as it is called.
 */
final class CopyUser extends UserAdapter {

    private final KeycloakSession session;
    private final Topology topology;

    CopyUser(KeycloakSession session, RealmModel realm, EntityManager em, UserEntity user, Topology topology) {
        super(session, realm, em, user);
        this.session = session;
        this.topology = topology;
    }

    @Override
    public void setUsername(String username) {
        allow(Objects.equals(KeycloakModelUtils.toLowerCaseSafe(username), getUsername()));
    }

    /** After too many failed sign-ins Keycloak disables the user: the lockout is noted here, and the primary disables. */
    @Override
    public void setEnabled(boolean enabled) {
        allow(enabled == isEnabled() || !enabled && locksOut());
    }

    private boolean locksOut() {
        return AttackBudget.of(session, realm, getId())
                .filter(AttackBudget::lockAfterFailure)
                .isPresent();
    }

    @Override
    public void setSingleAttribute(String name, String value) {
        allow(same(name, Stream.ofNullable(value)) || DISABLED_REASON.equals(name) && locksOut());
    }

    @Override
    public void setAttribute(String name, List<String> values) {
        allow(same(name, Stream.ofNullable(values).flatMap(List::stream)));
    }

    @Override
    public void removeAttribute(String name) {
        allow(same(name, Stream.empty()));
    }

    /** During the user's sign-in the action is kept with the sign-in: it stops there, and the front door says why. */
    @Override
    public void addRequiredAction(String action) {
        AuthenticationSessionModel signIn = session.getContext().getAuthenticationSession();
        if (signIn != null && equals(signIn.getAuthenticatedUser())) {
            signIn.addRequiredAction(action);
        } else {
            allow(getRequiredActionsStream().anyMatch(action::equals));
        }
    }

    @Override
    public void removeRequiredAction(String action) {
        allow(getRequiredActionsStream().noneMatch(action::equals));
    }

    @Override
    public void setFirstName(String firstName) {
        allow(Objects.equals(firstName, getFirstName()));
    }

    @Override
    public void setLastName(String lastName) {
        allow(Objects.equals(lastName, getLastName()));
    }

    @Override
    public void setEmail(String email) {
        allow(Objects.equals(KeycloakModelUtils.toLowerCaseSafe(email), getEmail()));
    }

    @Override
    public void setEmailVerified(boolean verified) {
        allow(verified == isEmailVerified());
    }

    @Override
    public void joinGroup(GroupModel group) {
        allow(false);
    }

    @Override
    public void joinGroup(GroupModel group, MembershipMetadata metadata) {
        allow(false);
    }

    @Override
    public void leaveGroup(GroupModel group) {
        allow(!isMemberOf(group));
    }

    @Override
    public void grantRole(RoleModel role) {
        allow(hasDirectRole(role));
    }

    @Override
    public void deleteRoleMapping(RoleModel role) {
        allow(!hasDirectRole(role));
    }

    @Override
    public void setFederationLink(String link) {
        allow(Objects.equals(link, getFederationLink()));
    }

    @Override
    public void setServiceAccountClientLink(String client) {
        allow(Objects.equals(client, getServiceAccountClientLink()));
    }

    /** In any order, as Keycloak's own store compares; the stream of an unset name holds a null. */
    private boolean same(String attribute, Stream<String> wanted) {
        List<String> there =
                getAttributeStream(attribute).filter(Objects::nonNull).sorted().toList();
        return wanted.filter(Objects::nonNull).sorted().toList().equals(there);
    }

    private void allow(boolean changesNothing) {
        if (!changesNothing) {
            throw new ReadOnlyRegionException(topology.readOnly(realm.getId())
                    .orElseThrow(
                            () -> new IllegalStateException("the realm's role changed under this request; ask again")));
        }
    }
}
