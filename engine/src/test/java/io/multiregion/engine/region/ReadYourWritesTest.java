package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.journal.Written;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.stream.Await;
import io.multiregion.engine.written.Reading;
import io.multiregion.engine.written.Reading.Verdict;
import io.multiregion.engine.written.Receipt;
import io.multiregion.engine.written.SemiSyncDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever waits for the position of a write sees the write, and whoever waits for other regions is told the truth. */
class ReadYourWritesTest {

    private static final String REALM = "acme";

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);
    private final AtomicInteger users = new AtomicInteger();

    @BeforeEach
    void start() {
        eu.database().realm(REALM, REALM);
        eu.trust(us, "realms=*&mayBecomePrimary=true");
        us.trust(eu, "realms=*&mayBecomePrimary=true");
        eu.startInRealTime();
        us.startInRealTime();
        eu.replicate(REALM, us);
        Await.until(
                () -> eu.replica(REALM, us).orElseThrow().status() == ReplicaStatus.ACTIVE
                        && us.state(REALM).orElseThrow().status() == ReplicaStatus.ACTIVE,
                "the realm is copied");
    }

    @AfterEach
    void close() {
        eu.close();
        us.close();
    }

    /** Commits a new user, and returns its id. */
    private String write() {
        String id = "user-" + users.incrementAndGet();
        Written.begin();
        eu.write(REALM, () -> {
            eu.rows().insert("USER_ENTITY", "ID", id, "REALM_ID", REALM, "USERNAME", id);
            return Set.of(new ResourceKey(Kind.USER, id));
        });
        return id;
    }

    private Receipt receipt() {
        List<Written.Write> written = Written.end();
        assertEquals(1, written.size());
        assertTrue(written.get(0).lasting());
        return eu.engine().receipts().of(written.get(0), true);
    }

    @Test
    void whoDoesNotAskForAPositionWaitsForNothing() {
        write();
        var receipt = eu.engine().receipts().of(Written.end().get(0), false);
        assertTrue(receipt.position().isEmpty() && receipt.unconfirmed().isEmpty(), receipt::toString);
        semiSync(1, "warn");
        write();
        var confirmed = eu.engine().receipts().of(Written.end().get(0), false);
        assertTrue(confirmed.position().isPresent(), "a realm that waits for others has it anyway");
    }

    private Position position() {
        return receipt().position().orElseThrow();
    }

    private Reading read(SimulatedRegion region, Position position) {
        CompletableFuture<Reading> reading = new CompletableFuture<>();
        region.engine().readers().read(REALM, position, reading::complete);
        return reading.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static boolean has(SimulatedRegion region, String user) {
        return !region.rows()
                .texts("select ID from USER_ENTITY where ID = ?", user)
                .isEmpty();
    }

    private void cut() {
        network.use((parcel, arrival) -> {
            throw new TransportException("the link is cut");
        });
    }

    private void semiSync(int replicas, String policy) {
        eu.database().run(connection -> Sql.update(connection, "delete from REALM_ATTRIBUTE"));
        eu.engine()
                .semiSync()
                .checked(REALM, new SemiSyncDesk.Terms(replicas, 500L, policy, null))
                .attributes()
                .forEach((name, value) ->
                        eu.rows().insert("REALM_ATTRIBUTE", "REALM_ID", REALM, "NAME", name, "VALUE", value));
    }

    @Test
    void whoWaitsForThePositionSeesTheWrite() {
        for (int i = 0; i < 20; i++) {
            String user = write();
            Position position = position();
            assertEquals(Verdict.REACHED, read(us, position).verdict());
            assertTrue(has(us, user), () -> user + " is there at " + position);
            assertEquals(Verdict.REACHED, read(eu, position).verdict(), "the primary has it");
        }
    }

    @Test
    void aPositionIsGivenWhileNobodyCanBeReached() {
        cut();
        String user = write();
        Position position = position();
        Reading early = read(us, position);
        assertEquals(Verdict.NOT_YET, early.verdict());
        assertTrue(position.isAfter(early.reached()));
        network.heal();
        Await.until(() -> read(us, position).verdict() == Verdict.REACHED, "the link is back");
        assertTrue(has(us, user));
    }

    /** The sequence goes on across epochs: a later position of a stream that never had the write must not pass for it. */
    @Test
    void aPositionThatWasLostIsNeverReached() {
        cut();
        write();
        Position lost = position();
        us.engine().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
        for (int i = 0; i < 3; i++) {
            String id = "later-" + i;
            us.write(REALM, () -> {
                us.rows().insert("USER_ENTITY", "ID", id, "REALM_ID", REALM, "USERNAME", id);
                return Set.of(new ResourceKey(Kind.USER, id));
            });
            us.engine().shipping().cutter().sequenced(us.state(REALM).orElseThrow(), Duration.ofSeconds(1));
        }
        assertTrue(us.state(REALM).orElseThrow().position().isAfter(lost), "us has a later position");
        assertEquals(Verdict.LOST, read(us, lost).verdict());
    }

    @Test
    void whatASignInLeavesIsNotWaitedFor() {
        List<Kind> left = Arrays.stream(Kind.values())
                .filter(kind -> Ownership.load().of(kind).stream().allMatch(OwnedTable::backWhole))
                .toList();
        assertTrue(left.containsAll(List.of(Kind.SESSION, Kind.REVOKED_TOKEN)), "a secondary writes them: " + left);
        for (Kind kind : left) {
            Written.begin();
            eu.write(REALM, () -> Set.of(new ResourceKey(kind, "some")));
            assertFalse(Written.end().get(0).lasting(), () -> "nobody who signs in waits for his " + kind);
        }
    }

    @Test
    void aWriteIsConfirmedOnceOthersHoldIt() {
        semiSync(1, "refuse");
        String user = write();
        Receipt receipt = receipt();
        assertTrue(receipt.unconfirmed().isEmpty(), () -> String.valueOf(receipt));
        assertTrue(has(us, user));
    }

    @Test
    void aWriteThatNobodyConfirmsStandsAndIsSaidToStand() {
        for (String policy : List.of("warn", "refuse")) {
            semiSync(1, policy);
            cut();
            String user = write();
            Receipt receipt = receipt();
            assertEquals(
                    policy.equals("refuse"), receipt.unconfirmed().orElseThrow().refused());
            String said = receipt.unconfirmed().orElseThrow().text();
            assertTrue(said.contains("stands") && said.contains("0 of 1 regions"), said);
            assertTrue(has(eu, user));
            network.heal();
            Position position = receipt.position().orElseThrow();
            Await.until(() -> read(us, position).verdict() == Verdict.REACHED, "it is confirmed later");
        }
        assertEquals(2, eu.engine().receipts().unconfirmed().get(REALM));
    }

    /** Of one realm, whatever its administrators ask for. */
    @Test
    void writersOfOneRealmTakeNotAllPlaces() {
        semiSync(1, "warn");
        cut();
        List<CompletableFuture<String>> writers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            writers.add(CompletableFuture.supplyAsync(
                    () -> {
                        write();
                        return receipt().unconfirmed().orElseThrow().text();
                    },
                    work -> new Thread(work).start()));
        }
        List<String> answers = writers.stream()
                .map(writer -> writer.orTimeout(30, TimeUnit.SECONDS).join())
                .toList();
        assertEquals(
                12, answers.stream().filter(text -> text.contains("stands")).count());
        assertTrue(
                answers.stream().anyMatch(text -> text.contains("too many writers of this realm")), answers::toString);
    }
}
