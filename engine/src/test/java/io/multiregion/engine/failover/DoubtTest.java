package io.multiregion.engine.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.AnsweringRegions;
import io.multiregion.engine.work.Inline;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Region us leads, and asks eu, which may take the role, and mars, which may not. */
class DoubtTest {

    private static final String REALM = "realm-1";
    private static final Answer US = named("us", 1);

    private final KeycloakDatabase tables = new KeycloakDatabase();
    private final AnsweringRegions others = new AnsweringRegions();
    private final Consents consents = new Consents(
            "us", "master", region -> Set.of("eu", "ap").contains(region) ? new Consent(Set.of(), true) : Consent.NONE);
    private Confirmation confirmation;

    @BeforeEach
    void lead() {
        AnsweringRegions.lead(tables, REALM, "eu", "mars");
        tables.transaction(connection -> {
            Sql.update(connection, "update MR_REPLICA set STATUS = 'ACTIVE'");
            RoleRows.doubt(connection, REALM);
            return null;
        });
        Topology topology = new Topology(
                () -> tables.transaction(RealmRows::replicated),
                realmId -> tables.transaction(connection -> RealmRows.of(connection, realmId)));
        topology.refresh();
        confirmation = new Confirmation(
                tables,
                topology,
                new Confirmation.Others(others.peer(), consents, Inline.crews()),
                null,
                realmId -> {},
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void whoMayNotLeadKeepsNobodyFromLeading() {
        others.answers("eu", US);
        others.answers("mars", named("mars", 2));
        assertEquals(Standing.CONFIRMED, confirmed());
        assertNull(state().lastError());
    }

    @Test
    void norDoesALeap() {
        others.answers("eu", named("eu", Long.MAX_VALUE));
        others.answers("mars", US);
        assertEquals(Standing.CONFIRMED, confirmed());
    }

    @Test
    void whoMayLeadIsBelieved() {
        others.answers("eu", named("eu", 2));
        others.answers("mars", US);
        assertEquals(Standing.UNCONFIRMED, confirmed());
        assertTrue(
                state().lastError().message().startsWith("region eu is the primary since epoch 2"),
                () -> state().lastError().message());
    }

    /** Mars says of eu what eu itself knows better. */
    @Test
    void eachSpeaksForItself() {
        others.answers("eu", US);
        others.answers("mars", named("eu", 2));
        assertEquals(Standing.CONFIRMED, confirmed());
    }

    @Test
    void whoCannotBeAskedMayHaveTakenOver() {
        others.answers("mars", named("eu", 2));
        assertEquals(Standing.UNCONFIRMED, confirmed());
    }

    /** One that may lead and is no replica of this region can be known by hearsay only. */
    @Test
    void aThirdRegionsRoleIsBelievedByHearsay() {
        others.answers("eu", US);
        others.answers("mars", named("ap", 2));
        assertEquals(Standing.UNCONFIRMED, confirmed());
    }

    private Standing confirmed() {
        confirmation.look();
        return state().standing();
    }

    private RealmState state() {
        return tables.transaction(connection -> RealmRows.of(connection, REALM)).orElseThrow();
    }

    private static Answer named(String region, long epoch) {
        return Answer.known(
                new Answer.Primary(region, AnsweringRegions.url(region).toString(), epoch));
    }
}
