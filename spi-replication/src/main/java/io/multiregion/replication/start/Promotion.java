package io.multiregion.replication.start;

import io.multiregion.engine.node.Node;
import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.traffic.RepeatedSwitch;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.StoreSyncEvent;

/**
 * What is left to do once this region has become a realm's primary: guards and shippers look again, users are sent here, and the
 * jobs that only a primary runs begin. The role has moved by then; whatever fails here is logged and does not undo it.
 */
final class Promotion implements Consumer<RealmState> {

    private static final Logger LOG = Logger.getLogger(Promotion.class);

    private final KeycloakSessionFactory sessions;
    private final Topology topology;
    private final Node node;
    private final OtherNodes nodes;
    private final RepeatedSwitch traffic;
    private final OffRequest offRequest;

    Promotion(
            KeycloakSessionFactory sessions,
            Topology topology,
            Node node,
            OtherNodes nodes,
            RepeatedSwitch traffic,
            OffRequest offRequest) {
        this.sessions = sessions;
        this.topology = topology;
        this.node = node;
        this.nodes = nodes;
        this.traffic = traffic;
        this.offRequest = offRequest;
    }

    @Override
    public void accept(RealmState realm) {
        LOG.infof("this region is the primary of realm %s since epoch %d", realm.realmName(), realm.epoch());
        topology.refresh(realm.realmId());
        node.look();
        nodes.realmChanged(realm.realmId());
        traffic.promoted(realm);
        offRequest.run(() -> beginJobs(realm));
    }

    /** The timers of user storage that came with a copy were never set: a copy does not synchronise. */
    private void beginJobs(RealmState realm) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, session -> schedule(session, realm.realmId()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "the user storage of realm %s is not synchronised before the next start", realm.realmName());
        }
    }

    private static void schedule(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        StoreSyncEvent.fire(session, realm, false);
    }
}
