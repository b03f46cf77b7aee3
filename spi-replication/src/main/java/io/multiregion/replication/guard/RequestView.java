package io.multiregion.replication.guard;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * What one request takes the realms for, from its first look to its end. A role moves within a millisecond, and a request asks more than
 * once: if it let somebody in as a writer and then left his write to the primary as a copy does, he would be told that something is done
 * which nobody has done. So whatever a copy leaves out goes by the first look. Who came in as a writer stays one, and the fence refuses
 * his commit.
 *
 * <p>Of one request, which one thread works on at a time.
 */
public final class RequestView {

    private static final String NAME = RequestView.class.getName();

    private final Topology topology;
    private final Map<String, Optional<RealmState>> seen = new HashMap<>();

    private RequestView(Topology topology) {
        this.topology = topology;
    }

    /** That of the request that a session is for. */
    public static RequestView of(KeycloakSession session, Topology topology) {
        RequestView view = session.getAttribute(NAME, RequestView.class);
        if (view == null) {
            view = new RequestView(topology);
            session.setAttribute(NAME, view);
        }
        return view;
    }

    /** The state of a realm at the first look, or empty if it was not replicated then. */
    public Optional<RealmState> of(String realmId) {
        return seen.computeIfAbsent(realmId, topology::of);
    }

    /** The state of a realm that took no writes here at the first look, or empty. */
    public Optional<RealmState> readOnly(String realmId) {
        return of(realmId).filter(RealmState::isReadOnly);
    }

    /** @throws ReadOnlyRegionException if the realm takes no writes here, or none any more: what is refused early is not begun */
    public void refuse(String realmId) {
        readOnly(realmId).or(() -> topology.readOnly(realmId)).ifPresent(state -> {
            throw new ReadOnlyRegionException(state);
        });
    }
}
