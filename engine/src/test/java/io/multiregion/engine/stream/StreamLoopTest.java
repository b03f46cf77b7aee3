package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.node.Lease;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.stream.line.LateNews;
import io.multiregion.engine.stream.step.Step;
import io.multiregion.engine.work.TimedCrew;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a stream takes its turns: woken, idle, after failures. */
final class StreamLoopTest {

    private static final int FAILURES = 9;

    private final StreamingRegion eu = new StreamingRegion();
    private final HurriedExecutor executor = new HurriedExecutor();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Heard log = new Heard();
    private volatile Throwable failure;

    /** Does at once what is due within a second, and all else when it is let; notes for how long it was to wait. */
    private static final class HurriedExecutor extends ScheduledThreadPoolExecutor {
        private final List<Long> delays = new CopyOnWriteArrayList<>();
        private volatile boolean hurried;

        HurriedExecutor() {
            super(2);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            delays.add(unit.toMillis(delay));
            return super.schedule(task, delay == 0 || hurried ? 0 : 1, delay == 0 || hurried ? unit : TimeUnit.DAYS);
        }
    }

    private static final class Heard extends Handler {
        private final List<String> said = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            said.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Other tests of this process may have silenced those above it. */
    private final Logger logger = Logger.getLogger(StreamLoop.class.getName());

    @BeforeEach
    void listen() {
        logger.setLevel(Level.ALL);
        logger.addHandler(log);
    }

    @AfterEach
    void close() {
        logger.removeHandler(log);
        logger.setLevel(null);
        executor.shutdownNow();
        eu.close();
    }

    private StreamLoop begin() {
        Step only = state -> {
            turns.incrementAndGet();
            if (failure instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (failure instanceof Error thrown) {
                throw thrown;
            }
            return new Step.Done(state, Step.Next.REST);
        };
        ReplicaStream stream = new ReplicaStream(
                eu.route(), eu.regions().database(), List.of(only), new LateNews(), () -> {}, Clock.systemUTC());
        StreamLoop loop = new StreamLoop("the stream", stream, TimedCrew.on(executor), failed::incrementAndGet);
        loop.begin();
        return loop;
    }

    private void awaitRests(int pauses) {
        Await.until(() -> executor.delays.stream().filter(delay -> delay > 0).count() == pauses, "it rests");
    }

    @Test
    void itTakesATurnAtOnceWhenItIsWoken() {
        StreamLoop loop = begin();
        awaitRests(1);
        assertEquals(1, turns.get());
        loop.wake();
        awaitRests(2);
        assertEquals(2, turns.get());
    }

    @Test
    void itWaitsLongerAndLongerForARegionThatIsSilent() {
        failure = new TransportException("no answer");
        executor.hurried = true;
        StreamLoop loop = begin();
        Await.until(() -> failed.get() >= FAILURES, "it goes on and on");
        loop.stop();
        List<Long> pauses = executor.delays.stream().filter(delay -> delay > 0).toList();
        long longest = 250;
        for (int i = 0; i < FAILURES - 1; i++) {
            longest = Math.min(15_000, 2 * longest);
            long pause = pauses.get(i);
            assertTrue(longest / 2 <= pause && pause <= longest, "pause " + i + ": " + pauses);
        }
    }

    @Test
    void aCommitDoesNotShortenTheWaitAfterAFailureAndAWordOfThatRegionDoes() {
        failure = new TransportException("no answer");
        StreamLoop loop = begin();
        awaitRests(1);
        loop.wake();
        assertEquals(2, executor.delays.size(), "nothing is planned for it");
        failure = null;
        loop.hear();
        awaitRests(2);
        assertEquals(2, turns.get());
    }

    private void assertLogged() {
        assertTrue(
                log.said.stream().anyMatch(entry -> entry.contains("the stream failed")), () -> "logged: " + log.said);
    }

    @Test
    void aStepThatThrowsIsLoggedAndShownAndTheLoopGoesOn() {
        failure = new IllegalStateException("a defect");
        StreamLoop loop = begin();
        awaitRests(1);
        assertEquals("a defect", eu.replica().lastError().message());
        assertEquals(1, failed.get());
        assertLogged();
        failure = null;
        loop.hear();
        awaitRests(2);
        loop.wake();
        awaitRests(3);
        assertEquals(3, turns.get());
    }

    @Test
    void anErrorEndsNoStream() {
        failure = new NoClassDefFoundError("of a library that is not there");
        StreamLoop loop = begin();
        awaitRests(1);
        assertEquals(
                "it failed in this region; look at the log here: NoClassDefFoundError",
                eu.replica().lastError().message());
        assertEquals(1, failed.get());
        assertLogged();
        failure = null;
        loop.hear();
        awaitRests(2);
        assertEquals(2, turns.get());
    }

    /** Whatever notes the failure fails, too. */
    @Test
    void anErrorWhereFailuresAreCountedEndsNoStream() {
        failure = new IllegalStateException("a defect");
        executor.hurried = true;
        Step only = state -> {
            turns.incrementAndGet();
            throw (IllegalStateException) failure;
        };
        ReplicaStream stream = new ReplicaStream(
                eu.route(), eu.regions().database(), List.of(only), new LateNews(), () -> {}, Clock.systemUTC());
        StreamLoop loop = new StreamLoop("the stream", stream, TimedCrew.on(executor), () -> {
            throw new StackOverflowError();
        });
        loop.begin();
        Await.until(() -> turns.get() >= 2, "it takes another turn");
        loop.stop();
    }

    @Test
    void aNodeThatHasLostTheLeaseTakesNoMoreTurns() {
        eu.loseLease();
        Step checks = state -> {
            turns.incrementAndGet();
            eu.regions().database().transaction(connection -> {
                eu.node().lease().check(connection);
                return null;
            });
            return new Step.Done(state, Step.Next.REST);
        };
        ReplicaStream stream = new ReplicaStream(
                eu.route(), eu.regions().database(), List.of(checks), new LateNews(), () -> {}, Clock.systemUTC());
        StreamLoop loop = new StreamLoop("the stream", stream, TimedCrew.on(executor), failed::incrementAndGet);
        loop.begin();
        Await.until(loop::isStopped, "it stops: " + Lease.LostException.class);
        loop.wake();
        assertEquals(1, turns.get());
        assertEquals(0, failed.get(), "there is nothing to mend");
    }
}
