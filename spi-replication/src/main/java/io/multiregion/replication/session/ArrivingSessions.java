package io.multiregion.replication.session;

import io.multiregion.replication.hibernate.Capture;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.jpa.session.JpaUserSessionPersisterProvider;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Keycloak's session store, asked after a miss in the caches. On a secondary it waits for a session that the request's own
 * token or cookie names and that may be on its way; other unknown ids (a new sign-in asks for one) are not waited for. If the
 * session may still arrive when the wait ends, the cookie that names it is kept.
 *
 * <p>What it removes since it has expired stays this region's own; what somebody ends, ends in all regions.
 */
final class ArrivingSessions extends JpaUserSessionPersisterProvider {

    private final KeycloakSession session;
    private final EntityManager em;
    private final int batch;
    private final Arrival arrival;
    private final Capture capture;

    ArrivingSessions(KeycloakSession session, EntityManager em, int batch, Arrival arrival, Capture capture) {
        super(session, em, batch);
        this.session = session;
        this.em = em;
        this.batch = batch;
        this.arrival = arrival;
        this.capture = capture;
    }

    @Override
    public void removeExpired(RealmModel realm) {
        capture.expiring(() -> super.removeExpired(realm));
    }

    /** Keycloak also removes sessions that it finds expired when a request names them. */
    @Override
    public void removeUserSession(String id, boolean offline) {
        if (hasExpired(id, offline)) {
            expire(() -> super.removeUserSession(id, offline));
        } else {
            super.removeUserSession(id, offline);
        }
    }

    @Override
    public void removeClientSession(String id, String clientId, boolean offline) {
        if (hasExpired(id, offline) || hasExpired(id, clientId, offline)) {
            expire(() -> super.removeClientSession(id, clientId, offline));
        } else {
            super.removeClientSession(id, clientId, offline);
        }
    }

    /** What is captured is seen as it is written: nothing else is written meanwhile. */
    private void expire(Runnable removal) {
        em.flush();
        capture.expiring(() -> {
            removal.run();
            em.flush();
        });
    }

    private boolean hasExpired(String id, boolean offline) {
        RealmModel realm = session.getContext().getRealm();
        UserSessionModel found = realm == null ? null : super.loadUserSession(realm, id, offline);
        return found != null && !AuthenticationManager.isSessionValid(realm, found);
    }

    private boolean hasExpired(String id, String clientId, boolean offline) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = realm == null ? null : realm.getClientById(clientId);
        UserSessionModel found = client == null ? null : super.loadUserSession(realm, id, offline);
        AuthenticatedClientSessionModel part =
                found == null ? null : super.loadClientSession(realm, client, found, offline);
        return part != null && !AuthenticationManager.isClientSessionValid(realm, client, found, part);
    }

    @Override
    public UserSessionModel loadUserSession(RealmModel realm, String id, boolean offline) {
        return arrived(realm, claims -> claims.of(id), () -> fresh().loadUserSession(realm, id, offline))
                .orElseGet(() -> super.loadUserSession(realm, id, offline));
    }

    @Override
    public AuthenticatedClientSessionModel loadClientSession(
            RealmModel realm, ClientModel client, UserSessionModel userSession, boolean offline) {
        return arrived(
                        realm,
                        claims -> claims.of(userSession.getId(), name -> isNamed(realm, client, name)),
                        () -> fresh().loadClientSession(realm, client, userSession, offline))
                .orElseGet(() -> super.loadClientSession(realm, client, userSession, offline));
    }

    /** Not by client.getClientId(): when sessions are written, Keycloak passes a client that knows only its id. */
    private boolean isNamed(RealmModel realm, ClientModel client, String name) {
        if (name.equals(client.getId())) {
            return true;
        }
        ClientModel named = session.clients().getClientByClientId(realm, name);
        return named != null && named.getId().equals(client.getId());
    }

    private <T> Optional<T> arrived(
            RealmModel realm, Function<Claims, Optional<Claims.Claim>> claimed, Supplier<T> lookUp) {
        if (UncertainSession.in(session) || !arrival.anyFor(realm.getId())) {
            return Optional.empty();
        }
        return claimed.apply(PresentedClaims.of(session))
                .filter(claim -> arrival.possible(realm.getId(), claim))
                .map(claim -> arrival.await(realm.getId(), claim, lookUp))
                .map(outcome -> {
                    if (!outcome.certain()) {
                        UncertainSession.mark(session);
                    }
                    return outcome.found();
                });
    }

    /** Keycloak's store remembers for the rest of the request what it did not find; a new one has to look. */
    private JpaUserSessionPersisterProvider fresh() {
        return new JpaUserSessionPersisterProvider(session, em, batch);
    }
}
