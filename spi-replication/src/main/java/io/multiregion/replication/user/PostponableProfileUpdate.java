package io.multiregion.replication.user;

import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.requiredactions.UpdateProfile;

/**
 * Keycloak's action (same id) that has users update their profile. On a copy whose realm lets it wait, the sign-in goes on
 * without it.
 */
public final class PostponableProfileUpdate extends UpdateProfile {

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        if (PostponedActions.contain(context.getSession(), getId())) {
            context.ignore();
        } else {
            super.requiredActionChallenge(context);
        }
    }
}
