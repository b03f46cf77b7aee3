package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.Role;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session ends in all regions when somebody has ended it; when it expires, each region says so for itself. */
class SessionEndsTest {

    private static final String REALM = "acme";
    private static final Set<ResourceKey> S = Set.of(new ResourceKey(Kind.SESSION, "s"));

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedTime time = regions.time();
    private final SimulatedNetwork network = regions.network();
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);

    @BeforeEach
    void replicate() {
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
        eu.write(REALM, () -> {
            session(eu);
            client(eu, "shop");
            return S;
        });
        time.pass(Duration.ofSeconds(5));
        assertEquals(List.of("s"), sessions(us));
    }

    @AfterEach
    void close() {
        regions.close();
    }

    @Test
    void aSessionThatExpiresInThePrimaryGoesOnInTheSecondary() {
        network.use((parcel, arrival) -> {
            throw new TransportException("us is away");
        });
        eu.write(REALM, this::refresh);
        expire(eu);
        network.heal();
        time.pass(Duration.ofSeconds(30));
        assertEquals(List.of("s"), sessions(us));
        assertEquals(List.of("shop"), clients(us));
    }

    @Test
    void aSessionThatIsEndedEndsEverywhereAndIsRemembered() {
        eu.write(REALM, () -> end(eu));
        time.pass(Duration.ofSeconds(5));
        assertEquals(List.of(), sessions(us));
        assertEquals(List.of(), clients(us));
        assertEquals(Set.of("0:*"), ended(us));
    }

    /** However long a region is away: what is remembered for it is not forgotten before it has that. */
    @Test
    void anEndIsForgottenOnceNobodyLacksIt() {
        network.use((parcel, arrival) -> {
            throw new TransportException("us is away");
        });
        eu.write(REALM, () -> end(eu));
        time.pass(Duration.ofMinutes(1));
        assertEquals(List.of(), forgotten(eu));
        network.heal();
        time.pass(Duration.ofMinutes(1));
        assertEquals(List.of(), sessions(us));
        assertEquals(Set.of("0:*"), ended(us));
        // a replica learns with the next rows what all have
        for (int i = 0; i < 2; i++) {
            eu.write(REALM, () -> Set.of(new ResourceKey(Kind.SESSION, "another")));
            time.pass(Duration.ofSeconds(10));
        }
        assertTrue(forgotten(eu).contains("s"));
        assertTrue(forgotten(us).contains("s"));
        assertEquals(Set.of(), ended(us));
    }

    /** Keycloak gives a session the id of the sign-in that it began with: it may come again. */
    @Test
    void aSessionThatBeginsAnewHasNotEnded() {
        eu.write(REALM, () -> end(eu));
        time.pass(Duration.ofSeconds(5));
        eu.write(REALM, () -> {
            session(eu);
            return S;
        });
        time.pass(Duration.ofSeconds(5));
        assertEquals(List.of("s"), sessions(us));
        assertEquals(Set.of(), ended(us));
        assertEquals(Set.of(), ended(eu));
    }

    /** Single sign-on to another client, in the other region. */
    @Test
    void whatASecondaryAddsToASessionStaysWhenThePrimaryRefreshesIt() {
        client(us, "site");
        eu.write(REALM, this::refresh);
        time.pass(Duration.ofSeconds(5));
        assertEquals(List.of("shop", "site"), clients(us));
        eu.write(REALM, () -> end(eu));
        time.pass(Duration.ofSeconds(5));
        assertEquals(List.of(), clients(us));
    }

    /** What a deposed primary had ended and its successor never heard of ends there too; what had expired there goes on. */
    @Test
    void anEndThatTheSuccessorNeverHeardOfTravelsBack() {
        Set<ResourceKey> other = Set.of(new ResourceKey(Kind.SESSION, "t"));
        eu.write(REALM, () -> {
            eu.rows()
                    .update(
                            "insert into OFFLINE_USER_SESSION (USER_SESSION_ID, USER_ID, REALM_ID, CREATED_ON, OFFLINE_FLAG,"
                                    + " LAST_SESSION_REFRESH) values ('t', 'u', 'acme', 1, '0', 1)");
            return other;
        });
        time.pass(Duration.ofSeconds(5));
        network.use((parcel, arrival) -> {
            throw new TransportException("the regions are apart");
        });
        eu.write(REALM, () -> {
            eu.rows().update("update OFFLINE_USER_SESSION set LAST_SESSION_REFRESH = 2 where USER_SESSION_ID = 't'");
            return other;
        });
        eu.rows().update("delete from OFFLINE_USER_SESSION where USER_SESSION_ID = 't'");
        eu.write(REALM, () -> end(eu));
        time.pass(Duration.ofSeconds(10));
        us.engine().moving().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
        network.heal();
        time.pass(Duration.ofSeconds(60));
        assertEquals(Role.SECONDARY, eu.state(REALM).orElseThrow().role());
        assertEquals(List.of(), us.rows().texts("select RESOURCE_ID from MR_DIVERGENCE"));
        assertEquals(List.of("t"), sessions(us));
        assertEquals(Set.of("0:*"), ended(us));
    }

    private Set<ResourceKey> refresh() {
        eu.rows().update("update OFFLINE_USER_SESSION set LAST_SESSION_REFRESH = LAST_SESSION_REFRESH + 1");
        return S;
    }

    private static Set<ResourceKey> end(SimulatedRegion region) {
        expire(region);
        return S;
    }

    /** As Keycloak's job does: nobody is told. */
    private static void expire(SimulatedRegion region) {
        region.rows().update("delete from OFFLINE_CLIENT_SESSION");
        region.rows().update("delete from OFFLINE_USER_SESSION");
    }

    private static void session(SimulatedRegion region) {
        region.rows()
                .update(
                        "insert into OFFLINE_USER_SESSION (USER_SESSION_ID, USER_ID, REALM_ID, CREATED_ON, OFFLINE_FLAG,"
                                + " LAST_SESSION_REFRESH) values ('s', 'u', 'acme', 1, '0', 1)");
    }

    private static void client(SimulatedRegion region, String client) {
        region.rows()
                .update(
                        "insert into OFFLINE_CLIENT_SESSION (USER_SESSION_ID, CLIENT_ID, REALM_ID, OFFLINE_FLAG, TIMESTAMP)"
                                + " values ('s', ?, 'acme', '0', 1)",
                        client);
    }

    private static List<String> sessions(SimulatedRegion region) {
        return region.rows().texts("select USER_SESSION_ID from OFFLINE_USER_SESSION");
    }

    private static List<String> clients(SimulatedRegion region) {
        return region.rows().texts("select CLIENT_ID from OFFLINE_CLIENT_SESSION order by 1");
    }

    private static List<String> forgotten(SimulatedRegion region) {
        return region.database()
                .transaction(connection -> EndedSessions.forgetOld(connection, Long.MAX_VALUE, 10).stream()
                        .map(EndedSessions.Ended::session)
                        .toList());
    }

    private static Set<String> ended(SimulatedRegion region) {
        return region.database().transaction(connection -> EndedSessions.of(connection, REALM, "s"));
    }
}
