package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.back.Returns;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.journal.gate.WriteRefusedException;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.withdrawn.WithdrawnConsents;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sign-ins write on a secondary goes to the primary, and from there to all. */
class WayBackTest {

    private static final String REALM = "acme";
    private static final ResourceKey KIM = new ResourceKey(Kind.USER, "kim");
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LATER = Duration.ofSeconds(40);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);
    private final SimulatedRegion ap = new SimulatedRegion("ap", time, network);
    private final List<SimulatedRegion> all = List.of(eu, us, ap);

    @BeforeEach
    void replicate() {
        eu.database().realm(REALM, REALM);
        all.forEach(one -> all.stream()
                .filter(other -> other != one)
                .forEach(other -> one.trust(other, "realms=*&mayBecomePrimary=true")));
        all.forEach(SimulatedRegion::start);
        eu.replicate(REALM, us);
        eu.replicate(REALM, ap);
        time.pass(SOON);
        eu.write(REALM, () -> {
            eu.rows().insert("USER_ENTITY", "ID", "kim", "REALM_ID", REALM, "USERNAME", "kim");
            eu.rows().insert("CLIENT", "ID", "shop", "REALM_ID", REALM, "CLIENT_ID", "shop");
            return Set.of(KIM, new ResourceKey(Kind.CLIENT, "shop"));
        });
        time.pass(SOON);
    }

    @AfterEach
    void close() {
        all.forEach(SimulatedRegion::close);
    }

    @Test
    void whatBeginsAndIsRefreshedOnASecondaryIsKnownInAllRegions() {
        refresh(us, "s", 1);
        time.pass(SOON);
        all.forEach(region -> assertEquals(List.of("1"), refreshed(region, "s"), region.name()));
        refresh(ap, "s", 7);
        time.pass(SOON);
        all.forEach(region -> assertEquals(List.of("7"), refreshed(region, "s"), region.name()));
        assertNothingIsPending();
    }

    @Test
    void anEndOnASecondaryEndsEverywhereThoughOthersRefreshMeanwhile() {
        refresh(us, "s", 1);
        time.pass(SOON);
        cut();
        end(us, "s");
        refresh(eu, "s", 8);
        refresh(ap, "s", 9);
        time.pass(SOON);
        assertEquals(List.of(), refreshed(us, "s"));
        network.heal();
        time.pass(LATER);
        all.forEach(region -> assertEquals(List.of(), refreshed(region, "s"), region.name()));
        assertNothingIsPending();
    }

    /** Keycloak gives a session the id of the sign-in that it began with. */
    @Test
    void aSessionThatBeginsAnewAfterItsEndIsAnotherOne() {
        refresh(us, "s", 1);
        time.pass(SOON);
        end(us, "s");
        time.pass(SOON);
        refresh(us, "s", 2);
        time.pass(SOON);
        all.forEach(region -> assertEquals(List.of("2"), refreshed(region, "s"), region.name()));
    }

    /** One entry for each session, however often it is refreshed. */
    @Test
    void whatThePrimaryCanNotTakeWaitsBounded() {
        cut();
        for (int i = 1; i <= 50; i++) {
            refresh(us, "s", i);
            refresh(us, "t", i);
        }
        time.pass(Duration.ofSeconds(20));
        assertEquals(2, waiting(us));
        network.heal();
        time.pass(LATER);
        assertEquals(List.of("50"), refreshed(eu, "s"));
        assertEquals(List.of("50"), refreshed(ap, "t"));
        assertNothingIsPending();
    }

    @Test
    void whatWaitedIsShippedByTheRegionThatTakesOver() {
        cut();
        refresh(us, "s", 3);
        refresh(eu, "t", 4);
        time.pass(SOON);
        us.engine().moving().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
        network.heal();
        time.pass(LATER);
        assertEquals(Role.SECONDARY, eu.state(REALM).orElseThrow().role());
        all.forEach(region -> assertEquals(List.of("3"), refreshed(region, "s"), region.name()));
        all.forEach(region -> assertEquals(List.of("4"), refreshed(region, "t"), region.name()));
        assertEquals(List.of(), us.rows().texts("select RESOURCE_ID from MR_DIVERGENCE"));
        refresh(eu, "s", 5);
        time.pass(SOON);
        assertEquals(List.of("5"), refreshed(us, "s"), "the direction has turned");
        assertNothingIsPending();
    }

    @Test
    void aConsentStaysWhenThePrimaryShipsTheUserBeforeItHasIt() {
        cut();
        consent(us);
        network.use((parcel, arrival) -> {
            if (parcel.from().equals("us")) {
                throw new TransportException("nothing comes back");
            }
            return arrival.of(parcel);
        });
        eu.write(REALM, () -> {
            eu.rows().update("update USER_ENTITY set FIRST_NAME = 'Kim' where ID = 'kim'");
            return Set.of(KIM);
        });
        time.pass(SOON);
        assertEquals(List.of("Kim"), us.rows().texts("select FIRST_NAME from USER_ENTITY"));
        assertEquals(List.of("c"), us.rows().texts("select ID from USER_CONSENT"));
        network.heal();
        time.pass(LATER);
        all.forEach(region ->
                assertEquals(List.of("c"), region.rows().texts("select ID from USER_CONSENT"), region.name()));
        assertNothingIsPending();
    }

    /** As soon as he had given it on the secondary, and before the primary has it. */
    @Test
    void aConsentThatIsWithdrawnOnThePrimaryStaysAwayThoughItComesBackLater() {
        cut();
        consent(us);
        time.pass(SOON);
        withdraw(Duration.ZERO);
        network.heal();
        time.pass(LATER);
        all.forEach(
                region -> assertEquals(List.of(), region.rows().texts("select ID from USER_CONSENT"), region.name()));
        assertNothingIsPending();
        consent(us);
        time.pass(LATER);
        all.forEach(region ->
                assertEquals(List.of("c"), region.rows().texts("select ID from USER_CONSENT"), region.name()));
    }

    @Test
    void aConsentThatIsGivenOnASecondaryAfterItWasWithdrawnOnThePrimaryStays() {
        cut();
        withdraw(Duration.ZERO);
        time.pass(SOON);
        consent(us);
        network.heal();
        time.pass(LATER);
        all.forEach(region ->
                assertEquals(List.of("c"), region.rows().texts("select ID from USER_CONSENT"), region.name()));
        assertNothingIsPending();
    }

    @Test
    void whatWasWithdrawnLongAgoIsForgottenInAllRegions() {
        withdraw(Duration.ofDays(31));
        time.pass(SOON);
        all.forEach(region -> assertEquals(1, withdrawn(region), region.name()));
        time.pass(Duration.ofMinutes(11));
        all.forEach(region -> assertEquals(0, withdrawn(region), region.name()));
    }

    @Test
    void whatWasWrittenOfAUserThatIsGoneGoesWithTheUser() {
        cut();
        consent(us);
        eu.write(REALM, () -> {
            eu.rows().update("delete from USER_ENTITY where ID = 'kim'");
            return Set.of(KIM);
        });
        network.heal();
        time.pass(LATER);
        all.forEach(
                region -> assertEquals(List.of(), region.rows().texts("select ID from USER_CONSENT"), region.name()));
        assertNothingIsPending();
    }

    @Test
    void nothingElseIsWrittenOnASecondary() {
        assertThrows(
                WriteRefusedException.class,
                () -> us.write(REALM, () -> {
                    us.rows().update("update USER_ENTITY set ENABLED = true where ID = 'kim'");
                    return Set.of(KIM);
                }));
    }

    /** Its rows are older than what it shipped itself. */
    @Test
    void aPrimaryThatWasRestoredGetsBackWhatMovedOn() {
        refresh(eu, "s", 9);
        time.pass(SOON);
        eu.rows().update("update OFFLINE_USER_SESSION set LAST_SESSION_REFRESH = 2");
        eu.write(REALM, () -> Set.of(new ResourceKey(Kind.SESSION, "s")));
        time.pass(SOON);
        all.forEach(region -> assertEquals(List.of("9"), refreshed(region, "s"), region.name()));
        assertNothingIsPending();
    }

    /** Whoever has taken a secondary over may say what a sign-in there may say, and no more. */
    @Test
    void whatNoSecondaryWritesIsNotTakenFromOne() {
        us.rows().update("update USER_ENTITY set FIRST_NAME = 'Mallory' where ID = 'kim'");
        us.rows().insert("USER_ENTITY", "ID", "mallory", "REALM_ID", REALM, "USERNAME", "mallory");
        Change change = new Change(KIM, 1);
        ResourceRows resources = new ResourceRows(us.engine().ground().catalogue());
        Batch user = us.database()
                .transaction(connection -> resources.read(
                        connection, REALM, change, table -> table.name().equals("USER_ENTITY")));
        var before = eu.rows().all();
        Answer answer = us.engine()
                .shipping()
                .peer()
                .giveBack(us.state(REALM).orElseThrow(), ResourceRows.bytes(user))
                .answer();
        assertEquals(Answer.Outcome.OK, answer.outcome());
        assertEquals(before, eu.rows().all());
    }

    private void cut() {
        network.use((parcel, arrival) -> {
            throw new TransportException("the regions are apart");
        });
    }

    private void refresh(SimulatedRegion region, String session, int at) {
        region.write(REALM, () -> {
            if (region.rows()
                            .update(
                                    "update OFFLINE_USER_SESSION set LAST_SESSION_REFRESH = ? where USER_SESSION_ID = ?",
                                    at,
                                    session)
                    == 0) {
                region.rows()
                        .update(
                                "insert into OFFLINE_USER_SESSION (USER_SESSION_ID, USER_ID, REALM_ID, CREATED_ON,"
                                        + " OFFLINE_FLAG, LAST_SESSION_REFRESH) values (?, 'kim', 'acme', ?, '0', ?)",
                                session,
                                1 + time.instant().getEpochSecond(),
                                at);
            }
            return Set.of(new ResourceKey(Kind.SESSION, session));
        });
    }

    private static void end(SimulatedRegion region, String session) {
        region.write(REALM, () -> {
            region.rows().update("delete from OFFLINE_USER_SESSION where USER_SESSION_ID = ?", session);
            return Set.of(new ResourceKey(Kind.SESSION, session));
        });
    }

    private void consent(SimulatedRegion region) {
        region.write(REALM, resource -> "USER_CONSENT", () -> {
            region.rows()
                    .insert(
                            "USER_CONSENT",
                            "ID",
                            "c",
                            "USER_ID",
                            "kim",
                            "CLIENT_ID",
                            "shop",
                            "LAST_UPDATED_DATE",
                            time.instant().toEpochMilli());
            return Set.of(KIM);
        });
    }

    /** Whether the primary knows of a consent or not. */
    private void withdraw(Duration ago) {
        eu.write(REALM, resource -> WithdrawnConsents.TABLE, () -> {
            eu.rows().update("delete from USER_CONSENT");
            eu.connections()
                    .run(connection -> WithdrawnConsents.note(
                            connection,
                            REALM,
                            KIM,
                            "shop",
                            time.instant().minus(ago).toEpochMilli()));
            return Set.of(KIM);
        });
    }

    private static int withdrawn(SimulatedRegion region) {
        return region.rows().texts("select CLIENT from MR_WITHDRAWN_CONSENT").size();
    }

    private static List<String> refreshed(SimulatedRegion region, String session) {
        return region.rows()
                .texts("select LAST_SESSION_REFRESH from OFFLINE_USER_SESSION where USER_SESSION_ID = ?", session);
    }

    private static long waiting(SimulatedRegion region) {
        return region.database().transaction(Returns::waiting).get(REALM).entries();
    }

    private void assertNothingIsPending() {
        time.pass(Duration.ofSeconds(65));
        all.forEach(region ->
                assertTrue(region.rows().texts("select ID from MR_RETURN").isEmpty(), region.name()));
    }
}
