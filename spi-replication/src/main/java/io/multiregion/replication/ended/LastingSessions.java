package io.multiregion.replication.ended;

import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.resource.SessionPart;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.guard.RequestView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.sessions.infinispan.AuthenticatedClientSessionAdapter;
import org.keycloak.models.sessions.infinispan.PersistentUserSessionProvider;
import org.keycloak.models.sessions.infinispan.UserSessionAdapter;
import org.keycloak.models.sessions.infinispan.changes.ClientSessionPersistentChangelogBasedTransaction;
import org.keycloak.models.sessions.infinispan.changes.UserSessionPersistentChangelogBasedTransaction;
import org.keycloak.models.utils.StorageUnavailableUserModelDelegate;

/**
 * Keycloak's sessions, without those that have ended. A reader who finds a session's row while it is being removed puts it into the caches
 * after it was taken out of them, and from there it would be refreshed for as long as it is used. So what is found is asked for among the
 * ends that are remembered: one look-up by key for each session and request, and only in a realm that is replicated.
 */
final class LastingSessions extends PersistentUserSessionProvider {

    private final Topology topology;
    private final Map<String, Set<String>> ended = new HashMap<>();
    private final Set<String> begunHere = new HashSet<>();

    LastingSessions(
            KeycloakSession session,
            UserSessionPersistentChangelogBasedTransaction users,
            ClientSessionPersistentChangelogBasedTransaction clients,
            Topology topology) {
        super(session, users, clients);
        this.topology = topology;
    }

    @Override
    public UserSessionModel getUserSession(RealmModel realm, String id) {
        return lasting(realm, super.getUserSession(realm, id), false);
    }

    @Override
    public UserSessionAdapter<?> getOfflineUserSession(RealmModel realm, String id) {
        return lasting(realm, super.getOfflineUserSession(realm, id), true);
    }

    @Override
    public UserSessionModel getUserSessionWithPredicate(
            RealmModel realm, String id, boolean offline, Predicate<UserSessionModel> predicate) {
        return lasting(realm, super.getUserSessionWithPredicate(realm, id, offline, predicate), offline);
    }

    @Override
    public AuthenticatedClientSessionAdapter getClientSession(
            UserSessionModel userSession, ClientModel client, boolean offline) {
        AuthenticatedClientSessionAdapter found = super.getClientSession(userSession, client, offline);
        return found == null
                        || hasEnded(
                                userSession.getRealm(),
                                userSession.getId(),
                                SessionPart.ofClient(offline, client.getId()))
                ? null
                : found;
    }

    private <T extends UserSessionModel> T lasting(RealmModel realm, T found, boolean offline) {
        return found == null || hasEnded(realm, found.getId(), SessionPart.ofAll(offline)) ? null : found;
    }

    private boolean hasEnded(RealmModel realm, String id, String part) {
        if (topology.of(realm.getId()).isEmpty() || begunHere.contains(id + part)) {
            return false;
        }
        return ended.computeIfAbsent(id, key -> read(realm, key)).contains(part);
    }

    private Set<String> read(RealmModel realm, String id) {
        Session database = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
        return SessionWork.in(database, connection -> EndedSessions.of(connection, realm.getId(), id));
    }

    /** Until it is committed, what begins anew has ended before, by all that the database says. */
    @Override
    public UserSessionModel createUserSession(
            String id,
            RealmModel realm,
            UserModel user,
            String loginUsername,
            String ipAddress,
            String authMethod,
            boolean rememberMe,
            String brokerSessionId,
            String brokerUserId,
            UserSessionModel.SessionPersistenceState persistenceState) {
        refuseWhoHasNoRow(realm, user);
        UserSessionModel begun = super.createUserSession(
                id,
                realm,
                user,
                loginUsername,
                ipAddress,
                authMethod,
                rememberMe,
                brokerSessionId,
                brokerUserId,
                persistenceState);
        begunHere.add(begun.getId() + SessionPart.ofAll(false));
        return begun;
    }

    /** On a secondary: he was never imported from his directory, and his id would be another one tomorrow. */
    private void refuseWhoHasNoRow(RealmModel realm, UserModel user) {
        if (user instanceof StorageUnavailableUserModelDelegate) {
            RequestView.of(session, topology).readOnly(realm.getId()).ifPresent(state -> {
                throw new ReadOnlyRegionException(state);
            });
        }
    }

    @Override
    public AuthenticatedClientSessionModel createClientSession(
            RealmModel realm, ClientModel client, UserSessionModel userSession) {
        begunHere.add(userSession.getId() + SessionPart.ofClient(userSession.isOffline(), client.getId()));
        return super.createClientSession(realm, client, userSession);
    }

    @Override
    public UserSessionModel createOfflineUserSession(UserSessionModel userSession) {
        begunHere.add(userSession.getId() + SessionPart.ofAll(true));
        return super.createOfflineUserSession(userSession);
    }

    @Override
    public AuthenticatedClientSessionModel createOfflineClientSession(
            AuthenticatedClientSessionModel clientSession, UserSessionModel offlineUserSession) {
        begunHere.add(offlineUserSession.getId()
                + SessionPart.ofClient(true, clientSession.getClient().getId()));
        return super.createOfflineClientSession(clientSession, offlineUserSession);
    }
}
