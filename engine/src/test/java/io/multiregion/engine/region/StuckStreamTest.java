package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.operate.view.ReplicaRepresentation;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.operate.view.TroubleRepresentation;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.trouble.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever stops a stream is said in both regions, to whom it is to be said, by readiness and health too, until it is gone. */
class StuckStreamTest {

    private static final String REALM = "acme";
    private static final Sight OPERATOR = new Sight(new Mask(true), Mandate.OPERATOR);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(2);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);

    @BeforeEach
    void start() {
        eu.database().realm(REALM, REALM);
        eu.trust(us, "realms=*&mayBecomePrimary=true");
        us.trust(eu, "realms=*&mayBecomePrimary=true");
        eu.start();
        us.start();
        eu.write(REALM, () -> user("alice"));
    }

    @AfterEach
    void close() {
        eu.close();
        us.close();
    }

    private Set<ResourceKey> user(String id) {
        eu.rows().insert("USER_ENTITY", "ID", id, "USERNAME", id, "EMAIL_CONSTRAINT", id, "REALM_ID", REALM);
        return Set.of(new ResourceKey(Kind.USER, id));
    }

    private void replicate() {
        eu.replicate(REALM, us);
        time.pass(SOON);
        assertEquals(Batch.COPY_DONE, eu.replica(REALM, us).orElseThrow().copyCursor());
    }

    /** A table of another extension in us refers to alice, whom eu deletes. */
    private void stick() {
        replicate();
        us.rows()
                .update("create table EXT_PROFILE (USER_ID varchar(36), constraint FK_EXT_PROFILE"
                        + " foreign key (USER_ID) references USER_ENTITY (ID))");
        us.rows().update("insert into EXT_PROFILE (USER_ID) values ('alice')");
        eu.write(REALM, () -> {
            eu.rows().update("delete from USER_ENTITY where ID = 'alice'");
            return Set.of(new ResourceKey(Kind.USER, "alice"));
        });
    }

    private ReplicaRepresentation replica(Sight sight) {
        return eu.engine().view().replica(REALM, "us", sight);
    }

    private TroubleRepresentation copy(Sight sight) {
        return us.engine().view().describe(REALM, REALM, sight).lastError();
    }

    private Finding flows() {
        List<Finding> findings = eu.engine().switchover().findings(REALM, "us", Mandate.OPERATOR);
        return findings.stream()
                .filter(finding -> finding.rule().equals(Rules.STREAM_FLOWS))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void bothSidesSayWhatStopsIt() {
        stick();
        time.pass(SOON);
        for (TroubleRepresentation said : List.of(replica(OPERATOR).lastError(), copy(OPERATOR))) {
            assertEquals(Remedy.CHANGE_IN_COPY, said.remedy());
            assertEquals(new TroubleRepresentation.Resource("USER", "alice"), said.resource());
            assertEquals("EXT_PROFILE", said.table());
            assertEquals("FK_EXT_PROFILE", said.constraint());
            assertTrue(said.whatToDo().contains("on delete cascade"), said::toString);
            assertTrue(said.message().contains("EXT_PROFILE"), said::toString);
        }
    }

    @Test
    void whoMayNotViewUsersIsShownNoIdOfOne() {
        stick();
        time.pass(SOON);
        for (TroubleRepresentation said : List.of(replica(Sight.LEAST).lastError(), copy(Sight.LEAST))) {
            assertEquals(new TroubleRepresentation.Resource("USER", Mask.MASK), said.resource());
            assertFalse(said.toString().contains("alice"), said::toString);
        }
    }

    /** It lasts from when it began, however often it is tried; the rest of the realm waits, and is told to. */
    @Test
    void readinessAndHealthTurn() {
        stick();
        time.pass(SOON);
        assertFalse(flows().holds(), "it needs somebody");
        assertTrue(flows().detail().contains("EXT_PROFILE"), flows()::detail);
        assertEquals(Map.of(), eu.engine().view().stuck(), "it may be mended in a moment");
        String since = replica(OPERATOR).lastError().since();
        time.pass(LONG);
        assertEquals(since, replica(OPERATOR).lastError().since());
        assertEquals(Set.of("acme to us"), eu.engine().view().stuck().keySet());
        assertTrue(us.state(REALM).orElseThrow().lastError().isStuck(time.millis()));
        List<String> refusing =
                us.engine().failover().preview(REALM, Mandate.OPERATOR).refusedBy();
        assertTrue(refusing.contains(Rules.STREAM_FLOWS), refusing::toString);
        us.rows().update("delete from EXT_PROFILE");
        time.pass(SOON);
        assertNull(replica(OPERATOR).lastError());
        assertNull(copy(OPERATOR));
        assertTrue(flows().holds());
        assertEquals(Map.of(), eu.engine().view().stuck());
        assertEquals(eu.rows().all(), us.rows().all());
    }

    /** Who has mended the cause does not wait for the next try, which may be fifteen seconds away. */
    @Test
    void whatFailedIsTriedAgainAtOnceIfSomebodyAsksForThat() throws Exception {
        stick();
        time.pass(LONG);
        Instant next = Instant.parse(replica(OPERATOR).lastError().nextTryAt());
        assertTrue(next.isAfter(time.instant()) && next.isBefore(time.instant().plusSeconds(16)), next::toString);
        us.rows().update("delete from EXT_PROFILE");
        time.during(() -> {
            eu.engine().replicas().tryAgain(REALM, "us");
            return null;
        });
        time.pass(Duration.ofMillis(100));
        assertNull(replica(OPERATOR).lastError());
        assertEquals(eu.rows().all(), us.rows().all());
        RefusedException nowhere = assertThrows(
                RefusedException.class, () -> eu.engine().replicas().tryAgain(REALM, "ap"));
        assertEquals(404, nowhere.status());
    }

    /** An import of the same file under another name: it is told at once, and nothing of that realm is touched. */
    @Test
    void aRealmOfTheSameIdsIsInTheWayUntilItGoes() {
        eu.write(REALM, () -> {
            role(eu, REALM);
            return Set.of(new ResourceKey(Kind.ROLE, "buyer-id"));
        });
        us.database().realm("clone", "acme-test");
        role(us, "clone");
        Map<String, List<String>> before = us.rows().all();
        eu.replicate(REALM, us);
        time.pass(SOON);
        TroubleRepresentation there = replica(OPERATOR).lastError();
        assertEquals(new TroubleRepresentation.Resource("ROLE", "buyer-id"), there.resource());
        assertNull(there.otherRealm(), "which realms us has is not eu's to know");
        assertTrue(there.whatToDo().contains("made from one file"), there::toString);
        assertEquals("acme-test", copy(OPERATOR).otherRealm());
        assertNull(copy(Sight.LEAST).otherRealm(), "nor a tenant's");
        assertFalse(flows().holds());
        assertEquals(before.get("KEYCLOAK_ROLE"), us.rows().all().get("KEYCLOAK_ROLE"));
        us.rows().update("delete from KEYCLOAK_ROLE where REALM_ID = 'clone'");
        us.rows().update("delete from REALM where ID = 'clone'");
        time.pass(SOON);
        assertNull(replica(OPERATOR).lastError());
        assertEquals(eu.rows().all(), us.rows().all());
    }

    private static void role(SimulatedRegion region, String realm) {
        region.rows()
                .insert(
                        "KEYCLOAK_ROLE",
                        "ID",
                        "buyer-id",
                        "NAME",
                        "buyer",
                        "CLIENT_REALM_CONSTRAINT",
                        realm,
                        "REALM_ID",
                        realm);
    }

    /** What a region that is away has not confirmed is not done. */
    @Test
    void aStatusIsDoneOnceItsRegionHasConfirmedIt() throws Exception {
        replicate();
        network.use((parcel, arrival) -> {
            throw new TransportException("us is away");
        });
        ReplicaRepresentation asked = time.during(
                () -> eu.engine().replicas().setStatus(REALM, "us", new ReplicaRequest(null, null, true, "INACTIVE")));
        assertEquals("ACTIVE", asked.status());
        assertEquals("INACTIVE", asked.wanted());
        assertNotNull(asked.lastError());
        assertEquals(Remedy.PASSES, asked.lastError().remedy());
        assertTrue(
                Instant.parse(asked.lastError().since()).isBefore(time.instant().plusSeconds(1)));
        network.heal();
        time.pass(SOON);
        assertEquals("INACTIVE", replica(OPERATOR).status());
        ReplicaRepresentation back = time.during(
                () -> eu.engine().replicas().setStatus(REALM, "us", new ReplicaRequest(null, null, true, "ACTIVE")));
        assertEquals("ACTIVE", back.status(), "it waits for a region that is there");
    }
}
