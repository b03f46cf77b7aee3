package io.multiregion.key.pkcs11;

import io.multiregion.key.KeyUnavailableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds how long a caller waits for a module. A call that hangs in a module can't be ended: it keeps one of a few threads until it
 * returns, and when all hang, callers are told so in time.
 */
final class TimeLimit {

    private static final int THREADS = 8;
    private static final int WAITING = 256;

    private final String uri;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    TimeLimit(String uri, Duration limit) {
        this.uri = uri;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), action -> {
                    Thread thread = new Thread(action, "key of " + uri);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    <T> T within(Callable<T> action) {
        Future<T> answer;
        try {
            answer = threads.submit(action);
        } catch (RejectedExecutionException e) {
            throw late(e);
        }
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw late(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(false);
            throw new KeyUnavailableException(uri, "interrupted while waiting for the module", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private KeyUnavailableException late(Exception cause) {
        return new KeyUnavailableException(
                uri,
                "the module did not answer within " + limit.toMillis() + " ms: check it and its connection",
                cause);
    }
}
