package io.multiregion.engine.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work on other threads: whatever it throws is logged, and ends nothing else. */
final class CrewTest {

    private final List<Throwable> logged = new CopyOnWriteArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger(Guard.class.getName()).addHandler(log);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger(Guard.class.getName()).removeHandler(log);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(30, TimeUnit.SECONDS));
    }

    @Test
    void anErrorEndsNoRepetition() throws Exception {
        TimedCrew crew = TimedCrew.of("test", 1);
        CountDownLatch times = new CountDownLatch(3);
        crew.repeat(
                () -> {
                    times.countDown();
                    throw new NoClassDefFoundError("a library");
                },
                Duration.ofMillis(1));
        await(times);
        crew.stopNow();
        assertTrue(logged.get(0) instanceof NoClassDefFoundError, logged::toString);
    }

    @Test
    void whatNobodyWaitsForIsLogged() throws Exception {
        Crew crew = Crew.one("test");
        CountDownLatch next = new CountDownLatch(1);
        crew.execute(() -> {
            throw new AssertionError("a defect");
        });
        crew.execute(next::countDown);
        await(next);
        assertEquals("a defect", logged.get(0).getMessage());
        crew.stop();
        assertThrows(RejectedExecutionException.class, () -> crew.execute(() -> {}));
    }

    @Test
    void whoeverWaitsIsThrownWhatTheWorkThrows() {
        Crew crew = Crew.many("test");
        CompletionException thrown = assertThrows(
                CompletionException.class,
                () -> crew.supply(() -> {
                            throw new AssertionError("a defect");
                        })
                        .join());
        assertEquals("a defect", thrown.getCause().getMessage());
        assertEquals(List.of(), logged);
        crew.stop();
    }

    @Test
    void whatManyAskForIsDoneOnceForAll() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        int[] done = {0};
        Merged merged = new Merged(waiting::add, () -> done[0]++);
        for (int i = 0; i < 1000; i++) {
            merged.ask();
        }
        assertEquals(1, waiting.size());
        waiting.remove().run();
        assertEquals(1, done[0]);
        merged.ask();
        assertEquals(1, waiting.size(), "what is asked for later is done later");
    }

    /** All its threads wait for one region, and another one's are free. */
    @Test
    void aRegionThatAnswersNothingTakesNoThreadsOfOthers() throws Exception {
        RegionCrews crews = RegionCrews.of("test", 2);
        CountDownLatch answer = new CountDownLatch(1);
        for (int i = 0; i < 200; i++) {
            crews.of("us").execute(() -> {
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        CountDownLatch served = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            crews.of("ap").execute(served::countDown);
        }
        await(served);
        crews.stop();
        assertFalse(crews.isOver(Duration.ofMillis(10)), "it still waits for us");
        answer.countDown();
        assertTrue(crews.isOver(Duration.ofSeconds(30)));
        assertThrows(RejectedExecutionException.class, () -> crews.of("mars").execute(() -> {}));
    }
}
