package io.multiregion.engine.peer.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.carrier.Said;
import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.TransportException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that wait to be fetched: at a region of one node, and at one of two nodes, whichever of them the other region meets. */
class WaitingTest {

    private static final Recipient US = new Recipient("us", URI.create("https://us.test"));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The nodes, as a node knows them. */
    private final class Nodes implements OtherNodes {

        @Override
        public int servers() {
            return all.size();
        }

        @Override
        public void parcels() {
            all.forEach(Waiting::tell);
        }

        @Override
        public void committed(String realmId) {
            throw new AssertionError();
        }

        @Override
        public void realmChanged(String realmId) {
            throw new AssertionError();
        }

        @Override
        public void trustChanged() {
            throw new AssertionError();
        }

        @Override
        public void tryAgain(String realmId, String region) {
            throw new AssertionError();
        }
    }

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Waiting> all = new ArrayList<>();
    private final Set<String> fetching = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void fetches() {
        fetching.add("us");
    }

    @AfterEach
    void close() {
        all.forEach(Waiting::stop);
        threads.shutdownNow();
        database.close();
    }

    private Waiting node() {
        Waiting node =
                new Waiting("eu", fetching::contains, database, new Nodes(), Clock.systemUTC(), Duration.ofMillis(300));
        all.add(node);
        return node;
    }

    private Future<String> send(Waiting node, String message) {
        return threads.submit(() -> new String(
                node.exchange(US, "announced", message.getBytes(StandardCharsets.UTF_8), PATIENCE),
                StandardCharsets.UTF_8));
    }

    private static List<Parcel> fetch(Waiting node) throws Exception {
        return Parcel.list(node.come("us", new byte[0]));
    }

    private static void answer(Waiting node, String from, Parcel parcel, Said said) throws Exception {
        byte[] bytes = said.bytes();
        node.come(
                from,
                ByteBuffer.allocate(Parcel.ID + bytes.length)
                        .put(parcel.id().getBytes(StandardCharsets.US_ASCII))
                        .put(bytes)
                        .array());
    }

    private static Said done(String text) {
        return Said.answer(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Three nodes, the first of which has the message. */
    @ParameterizedTest
    @ValueSource(strings = {"000", "011", "010", "001", "012"})
    void itIsFetchedAtOneNodeAndAnsweredAtAnother(String nodes) throws Exception {
        for (char node = '0'; node <= nodes.chars().max().orElseThrow(); node++) {
            node();
        }
        Future<String> answer = send(all.get(0), "hello");
        List<Parcel> parcels = fetch(all.get(nodes.charAt(1) - '0'));
        assertEquals("hello", new String(parcels.get(0).message(), StandardCharsets.UTF_8));
        assertEquals("announced", parcels.get(0).announcement());
        answer(all.get(nodes.charAt(2) - '0'), "us", parcels.get(0), done("well"));
        assertEquals("well", answer.get());
        List<Long> left = database.transaction(
                connection -> Sql.list(connection, "select count(*) from MR_PARCEL", row -> row.getLong(1)));
        assertEquals(List.of(0L), left);
    }

    /** The one who waits at a node has it from there, without the database. */
    @Test
    void whoWaitsGetsItAtOnce() throws Exception {
        Waiting node = node();
        node();
        Future<List<Parcel>> waits = threads.submit(() -> fetch(node));
        Thread.onSpinWait();
        Future<String> answer = send(node, "hello");
        answer(node, "us", waits.get().get(0), done("well"));
        assertEquals("well", answer.get());
    }

    /** Whoever has fetched it may be gone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatIsNotAnsweredIsHandedOutAgain(int nodes) throws Exception {
        for (int i = 0; i < nodes; i++) {
            node();
        }
        Future<String> answer = send(all.get(0), "hello");
        Parcel first = fetch(all.get(nodes - 1)).get(0);
        Parcel again = fetch(all.get(nodes - 1)).get(0);
        assertEquals(first.id(), again.id());
        answer(all.get(0), "us", again, done("well"));
        assertEquals("well", answer.get());
    }

    @Test
    void aRecipientWithoutRoomIsAskedAgain() throws Exception {
        Waiting node = node();
        Future<String> answer = send(node, "hello");
        Parcel first = fetch(node).get(0);
        answer(node, "us", first, Said.no(503, "busy"));
        Parcel second = fetch(node).get(0);
        assertNotEquals(first.id(), second.id());
        answer(node, "us", second, done("well"));
        assertEquals("well", answer.get());
    }

    @Test
    void whatItRefusesIsSaidAsIfItHadBeenCalled() throws Exception {
        Waiting node = node();
        CompletableFuture<String> refused = CompletableFuture.supplyAsync(
                () -> assertThrows(
                                TransportException.class,
                                () -> node.exchange(US, "announced", new byte[] {1}, PATIENCE))
                        .getMessage(),
                threads);
        answer(node, "us", fetch(node).get(0), Said.no(403, "not_accepted"));
        assertTrue(refused.get().contains("did not accept the message"), refused.get());
    }

    @Test
    void nobodyComes() {
        Waiting node = node();
        String refused = assertThrows(
                        TransportException.class, () -> node.exchange(US, "a", new byte[] {1}, Duration.ofSeconds(1)))
                .getMessage();
        assertTrue(refused.startsWith("region us does not come for its messages"), refused);
    }

    /** Regions that are called have nothing to fetch, and say nothing of what others fetch. */
    @Test
    void anotherRegionGetsNothing() {
        Waiting node = node();
        assertThrows(NothingWaitsException.class, () -> node.come("ap", new byte[0]));
        assertThrows(IOException.class, () -> node.come("us", new byte[Parcel.ID]));
        assertThrows(IOException.class, () -> node.come("us", new byte[] {1}));
    }

    /** Operators may say that it is called from now on: what it has fetched is not waited for until all patience is gone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whoFetchesNoMoreIsNotWaitedFor(int nodes) throws Exception {
        for (int i = 0; i < nodes; i++) {
            node();
        }
        Future<String> answer = send(all.get(0), "hello");
        Parcel parcel = fetch(all.get(0)).get(0);
        fetching.clear();
        Throwable gone = assertThrows(
                        ExecutionException.class, () -> answer.get(PATIENCE.toMillis() / 2, TimeUnit.MILLISECONDS))
                .getCause();
        assertTrue(gone.getMessage().contains("fetches its messages here no more"), gone::getMessage);
        assertThrows(NothingWaitsException.class, () -> answer(all.get(0), "us", parcel, done("late")));
    }

    /** A region takes no more than a few threads, however often it comes. */
    @Test
    void oneRegionTakesFewThreads() throws Exception {
        Waiting node = node();
        List<Future<List<Parcel>>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(threads.submit(() -> fetch(node)));
        }
        int sent = 0;
        for (Future<List<Parcel>> call : calls.subList(0, 20)) {
            if (call.isDone() && call.get().isEmpty()) {
                sent++;
            }
        }
        node.stop();
        for (Future<List<Parcel>> call : calls) {
            assertEquals(List.of(), call.get());
        }
        assertTrue(sent <= 12);
    }
}
