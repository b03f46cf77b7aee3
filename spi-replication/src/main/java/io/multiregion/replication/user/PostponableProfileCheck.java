package io.multiregion.replication.user;

import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.requiredactions.VerifyUserProfile;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.userprofile.ValidationException;

/**
 * Keycloak's action (same id) that has users complete their profile. On a copy it takes nothing away from the user: an action that is
 * done with is the primary's to take away. It lets in whose profile is complete, and others if the realm lets the action wait.
 */
public final class PostponableProfileCheck extends VerifyUserProfile {

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        if (PostponedActions.copy(context.getSession()).isEmpty()) {
            super.evaluateTriggers(context);
            return;
        }
        AuthenticationSessionModel signIn = context.getAuthenticationSession();
        if (isComplete(context)) {
            signIn.removeRequiredAction(getId());
        } else {
            signIn.addRequiredAction(getId());
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        Optional<RealmState> copy = PostponedActions.copy(context.getSession());
        if (copy.isEmpty()) {
            super.requiredActionChallenge(context);
        } else if (isComplete(context) || PostponedActions.contain(context.getSession(), getId())) {
            context.ignore();
        } else {
            throw new ReadOnlyRegionException(copy.get());
        }
    }

    private static boolean isComplete(RequiredActionContext context) {
        try {
            context.getSession()
                    .getProvider(UserProfileProvider.class)
                    .create(UserProfileContext.UPDATE_PROFILE, context.getUser())
                    .validate();
            return true;
        } catch (ValidationException incomplete) {
            return false;
        }
    }
}
