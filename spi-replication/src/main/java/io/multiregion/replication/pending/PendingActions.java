package io.multiregion.replication.pending;

import io.multiregion.replication.user.PostponedActions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.authentication.RequiredActionContext.KcActionStatus;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The required actions of the sign-in that a browser is in, on a copy. An action that a copy can't do stops the sign-in before any action
 * is begun: the next ones would come without another request, and send their e-mails. An action that only the application has asked for
 * ({@code kc_action}) stops nothing: the application is told {@code kc_action_status=error}, as of an action that Keycloak can't do.
 */
public final class PendingActions {

    private final KeycloakSession session;
    private final Set<String> served;

    /** @param served the actions that write nothing but what is regional */
    public PendingActions(KeycloakSession session, Set<String> served) {
        this.session = session;
        this.served = served;
    }

    /**
     * The action that stops the sign-in, if one does.
     *
     * @param asked the action that the request names, or null
     * @param client the client that it names, or null
     * @param tab the browser's tab that it names, or null
     * @param answers whether it answers a page of that action, rather than comes to it
     */
    public Optional<String> stopping(String asked, String client, String tab, boolean answers) {
        Optional<AuthenticationSessionModel> signIn = signIn(client, tab);
        boolean initiated = signIn.filter(one -> fail(one, asked)).isPresent() && !answers;
        return Stream.concat(
                        Stream.ofNullable(asked).filter(action -> !initiated),
                        signIn.stream().flatMap(this::pending))
                .filter(action -> !isServed(action))
                .findFirst();
    }

    private Optional<AuthenticationSessionModel> signIn(String client, String tab) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel known = client == null || tab == null ? null : realm.getClientByClientId(client);
        return Optional.ofNullable(known)
                .map(one -> new AuthenticationSessionManager(session).getCurrentAuthenticationSession(realm, one, tab))
                .filter(one -> one.getAuthenticatedUser() != null);
    }

    /** Tells the application that its action can't be done here. @return whether that is the action that is asked for now */
    private boolean fail(AuthenticationSessionModel signIn, String asked) {
        String initiated = signIn.getClientNote(Constants.KC_ACTION);
        if (initiated == null || isServed(initiated)) {
            return false;
        }
        AuthenticationManager.setKcActionStatus(initiated, KcActionStatus.ERROR, signIn);
        return initiated.equalsIgnoreCase(asked);
    }

    private Stream<String> pending(AuthenticationSessionModel signIn) {
        return Stream.concat(
                        signIn.getAuthenticatedUser().getRequiredActionsStream(), signIn.getRequiredActions().stream())
                .filter(this::isEnabled);
    }

    private boolean isEnabled(String action) {
        RequiredActionProviderModel known = session.getContext().getRealm().getRequiredActionProviderByAlias(action);
        return known != null && known.isEnabled();
    }

    private boolean isServed(String action) {
        return served.contains(action) || PostponedActions.contain(session, action);
    }
}
