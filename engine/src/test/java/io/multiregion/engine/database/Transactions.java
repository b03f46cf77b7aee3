package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Transactions that run at the same time. */
final class Transactions implements AutoCloseable {

    private static final int WAITS_MILLIS = 300;
    private static final int ENDS_SECONDS = 30;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Connections connections;

    Transactions(Connections connections) {
        this.connections = connections;
    }

    /** Begins one that is under way when this returns: it has done the work, and ends when it is told to. */
    UnderWay begin(Connections.Act work) {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<?> future = threads.submit(() -> connections.run(connection -> {
            work.in(connection);
            done.countDown();
            await(end);
        }));
        await(done);
        return new UnderWay(end, future);
    }

    /** A transaction that holds its locks until it is told to end. */
    record UnderWay(CountDownLatch end, Future<?> future) {

        void commit() {
            end.countDown();
            Transactions.result(future);
        }
    }

    /** Starts one that need not get to its end before others do. */
    <T> Future<T> start(Connections.Work<T> work) {
        return threads.submit(() -> connections.transaction(work));
    }

    /** Does the same in several at once, and returns what came of each: a result, or the failure. */
    List<Object> atOnce(int many, Connections.Work<?> work) {
        CyclicBarrier barrier = new CyclicBarrier(many);
        Callable<Object> one = () -> {
            barrier.await(ENDS_SECONDS, TimeUnit.SECONDS);
            try {
                return connections.transaction(work);
            } catch (DatabaseException e) {
                return e;
            }
        };
        List<Future<Object>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(threads.submit(one));
        }
        return all.stream().map(Transactions::result).toList();
    }

    static void assertWaits(Future<?> future) {
        assertThrows(TimeoutException.class, () -> future.get(WAITS_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** What it ends with, soon. */
    static <T> T result(Future<T> future) {
        try {
            return future.get(ENDS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(ENDS_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it takes too long");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
