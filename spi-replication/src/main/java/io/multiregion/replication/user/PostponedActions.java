package io.multiregion.replication.user;

import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.start.MultiRegion;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * The required actions that a realm lets wait while it is a copy: the user is let in without them, nothing is written, and the primary
 * asks at the next sign-in there. The realm names them in its attribute {@code multiRegion.postponedActions}, separated by commas. Only
 * what is about the profile can be named: whatever else is pending is about security or about the law, and stops the sign-in.
 */
public final class PostponedActions {

    private static final String ATTRIBUTE = "multiRegion.postponedActions";
    private static final Set<String> POSTPONABLE =
            Set.of(RequiredAction.UPDATE_PROFILE.name(), RequiredAction.VERIFY_PROFILE.name());

    private PostponedActions() {}

    /** Whether an action waits in the realm of this request. */
    public static boolean contain(KeycloakSession session, String action) {
        RealmModel realm = session.getContext().getRealm();
        return realm != null
                && isNamed(realm.getAttribute(ATTRIBUTE), action)
                && copy(session).isPresent();
    }

    /** The state of the realm of this request, if it is a copy. */
    static Optional<RealmState> copy(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        return realm == null
                ? Optional.empty()
                : MultiRegion.of(session).flatMap(region -> region.topology().secondary(realm.getId()));
    }

    static boolean isNamed(String attribute, String action) {
        return attribute != null
                && action != null
                && POSTPONABLE.contains(action)
                && Stream.of(attribute.split(",")).map(String::strip).anyMatch(action::equals);
    }
}
