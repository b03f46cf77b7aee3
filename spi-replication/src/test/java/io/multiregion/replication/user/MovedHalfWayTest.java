package io.multiregion.replication.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.door.States;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.guard.RequestView;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The role moves while a request is under way: what was asked for is done or refused, and never left out in silence. */
class MovedHalfWayTest {

    private RealmState state = States.of(Role.PRIMARY, ReplicaStatus.ACTIVE);
    private final Topology topology = new Topology(() -> Map.of(States.REALM, state), realmId -> Optional.of(state));
    private final Map<String, Object> attributes = new HashMap<>();

    /** Of a session only what a request notes is of interest here, and of a realm its id. */
    private final KeycloakSession session = only(KeycloakSession.class, (method, arguments) -> switch (method) {
        case "getAttribute" -> attributes.get(arguments[0]);
        case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
        default -> null;
    });

    private final RealmModel realm =
            only(RealmModel.class, (method, arguments) -> method.equals("getId") ? States.REALM : null);

    @Test
    void aUserWhoIsAskedForAsTheDoorsCloseIsRefused() {
        become(state);
        assertTrue(RequestView.of(session, topology).readOnly(States.REALM).isEmpty(), "the door lets the writer in");
        for (var later : new RealmState[] {
            States.standing(Standing.CLOSED, "us"), States.of(Role.SECONDARY, ReplicaStatus.ACTIVE)
        }) {
            become(later);
            assertThrows(ReadOnlyRegionException.class, () -> users().addUser(realm, "jane"));
        }
    }

    /** Only a storage that imports comes so far on a copy: all others are refused before. */
    @Test
    void whoCameToACopyKeepsNobodyThoughItBecomesThePrimary() {
        become(States.of(Role.SECONDARY, ReplicaStatus.ACTIVE));
        assertTrue(RequestView.of(session, topology).readOnly(States.REALM).isPresent());
        become(States.of(Role.PRIMARY, ReplicaStatus.ACTIVE));
        assertInstanceOf(UnimportedUser.class, users().addUser(realm, "jane"));
    }

    @Test
    void theNextRequestLooksAnew() {
        become(state);
        assertTrue(RequestView.of(session, topology).readOnly(States.REALM).isEmpty());
        become(States.of(Role.SECONDARY, ReplicaStatus.ACTIVE));
        assertTrue(RequestView.of(session, topology).readOnly(States.REALM).isEmpty());
        attributes.clear();
        assertEquals(
                Role.SECONDARY,
                RequestView.of(session, topology)
                        .readOnly(States.REALM)
                        .orElseThrow()
                        .role());
    }

    private CopyUsers users() {
        return new CopyUsers(session, null, topology);
    }

    private void become(RealmState next) {
        state = next;
        topology.refresh();
    }

    private interface Does {
        Object it(String method, Object[] arguments);
    }

    private static <T> T only(Class<T> type, Does does) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> does.it(method.getName(), arguments)));
    }
}
