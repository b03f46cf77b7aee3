package io.multiregion.replication.user;

import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.guard.RequestView;
import io.multiregion.replication.lockout.AttackBudget;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.MembershipMetadata;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.UserModelDelegate;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A user of a read-only realm, in front of his row and of the user storage he comes from: nothing that is written here reaches a
 * directory. Writing what is there already is no write: Keycloak does so at every sign-in (it takes away required actions that the
 * user does not have). What an identity provider would bring up to date is left to the next sign-in on the primary. Anything else is
 * refused as it is called, and so is always what holds a user back: a required action, and that he is disabled.
 */
public final class CopyUser extends UserModelDelegate {

    private static final Logger LOG = Logger.getLogger(CopyUser.class);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RequestView view;

    public CopyUser(KeycloakSession session, RealmModel realm, UserModel user, RequestView view) {
        super(user);
        this.session = session;
        this.realm = realm;
        this.view = view;
    }

    @Override
    public void setUsername(String username) {
        allow(Objects.equals(KeycloakModelUtils.toLowerCaseSafe(username), getUsername()));
    }

    /** After too many failed sign-ins Keycloak disables the user: the lockout is noted here, and the primary disables. */
    @Override
    public void setEnabled(boolean enabled) {
        insist(enabled == isEnabled() || !enabled && locksOut());
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

    @Override
    public void addRequiredAction(RequiredAction action) {
        addRequiredAction(action.name());
    }

    /** During the user's sign-in the action is kept with the sign-in: it stops there, and the front door says why. */
    @Override
    public void addRequiredAction(String action) {
        AuthenticationSessionModel signIn = session.getContext().getAuthenticationSession();
        if (signIn != null && equals(signIn.getAuthenticatedUser())) {
            signIn.addRequiredAction(action);
        } else {
            insist(getRequiredActionsStream().anyMatch(action::equals));
        }
    }

    @Override
    public void removeRequiredAction(String action) {
        insist(getRequiredActionsStream().noneMatch(action::equals));
    }

    @Override
    public void removeRequiredAction(RequiredAction action) {
        removeRequiredAction(action.name());
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
        allow(getGroupsStream().anyMatch(group::equals));
    }

    @Override
    public void joinGroup(GroupModel group, MembershipMetadata metadata) {
        joinGroup(group);
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
        insist(Objects.equals(link, getFederationLink()));
    }

    @Override
    public void setServiceAccountClientLink(String client) {
        insist(Objects.equals(client, getServiceAccountClientLink()));
    }

    @Override
    public void setCreatedTimestamp(Long timestamp) {
        insist(Objects.equals(timestamp, getCreatedTimestamp()));
    }

    @Override
    public Long getLastModifiedTimestamp() {
        return getDelegate().getLastModifiedTimestamp();
    }

    @Override
    public Stream<GroupModel> getGroupsStream(String search, Integer first, Integer max) {
        return getDelegate().getGroupsStream(search, first, max);
    }

    @Override
    public long getGroupsCount() {
        return getDelegate().getGroupsCount();
    }

    @Override
    public long getGroupsCountByNameContaining(String search) {
        return getDelegate().getGroupsCountByNameContaining(search);
    }

    /** In any order, as Keycloak's own store compares; the stream of an unset name holds a null. */
    private boolean same(String attribute, Stream<String> wanted) {
        List<String> there =
                getAttributeStream(attribute).filter(Objects::nonNull).sorted().toList();
        return wanted.filter(Objects::nonNull).sorted().toList().equals(there);
    }

    private void allow(boolean changesNothing) {
        if (!changesNothing && Vouched.in(session)) {
            LOG.debugf("Left what the identity provider says of user %s to the primary", getId());
            return;
        }
        insist(changesNothing);
    }

    private void insist(boolean changesNothing) {
        if (!changesNothing) {
            throw new ReadOnlyRegionException(view.readOnly(realm.getId())
                    .orElseThrow(
                            () -> new IllegalStateException("the realm's role changed under this request; ask again")));
        }
    }
}
