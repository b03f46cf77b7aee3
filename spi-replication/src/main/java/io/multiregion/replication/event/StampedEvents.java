package io.multiregion.replication.event;

import io.multiregion.engine.onelog.EventNotes;
import io.multiregion.engine.onelog.OneLog;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.start.MultiRegion;
import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.keycloak.common.util.Time;
import org.keycloak.events.Event;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.jpa.JpaEventStoreProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Keycloak's store of events, each with its region. It extends the provider because Keycloak casts to it. */
final class StampedEvents extends JpaEventStoreProvider {

    private final KeycloakSession session;
    private final EntityManager entityManager;
    private final RegionStamp stamp;

    StampedEvents(KeycloakSession session, EntityManager entityManager, RegionStamp stamp) {
        super(session, entityManager);
        this.session = session;
        this.entityManager = entityManager;
        this.stamp = stamp;
    }

    @Override
    public void onEvent(Event event) {
        stamp.on(event);
        super.onEvent(event);
        note(event.getRealmId(), event.getId(), false);
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        stamp.on(event);
        super.onEvent(event, includeRepresentation);
        note(event.getRealmId(), event.getId(), true);
    }

    /** In the transaction that stores the event: what is not stored is not told, and what is stored is. */
    private void note(String realmId, String id, boolean admin) {
        if (id != null && isTold(realmId)) {
            SessionWork.in(entityManager.unwrap(Session.class), connection -> {
                EventNotes.note(connection, realmId, id, admin, Time.currentTimeMillis());
                return id;
            });
        }
    }

    private boolean isTold(String realmId) {
        if (MultiRegion.of(session)
                .flatMap(running -> running.topology().secondary(realmId))
                .isEmpty()) {
            return false;
        }
        RealmModel realm = session.realms().getRealm(realmId);
        return realm != null && OneLog.most(realm.getAttribute(OneLog.ASKED)) > 0;
    }
}
