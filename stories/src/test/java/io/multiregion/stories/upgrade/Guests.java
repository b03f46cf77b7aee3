package io.multiregion.stories.upgrade;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.SampleRealm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Some who sign in again and again, and go on with the session that began first: each time is to go well. */
final class Guests implements AutoCloseable {

    private static final Duration NOTICED = Duration.ofSeconds(60);

    /** A server that is to stop still has some of them in its hands. */
    private static final int AT_ONCE = 3;

    /** People pause between two sign-ins; nothing is waited for. */
    private static final long PAUSE_NANOS = 150_000_000;

    private final SignIn place;
    private final AtomicInteger served = new AtomicInteger();
    private final Set<String> sessions = new TreeSet<>();
    private final List<String> turnedAway = new ArrayList<>();
    private final List<Thread> threads;
    private volatile boolean stopped;

    /** @param place where they come in */
    Guests(String name, SignIn place) {
        this.place = place;
        threads = IntStream.range(0, AT_ONCE)
                .mapToObj(each -> new Thread(this::come, "guest-" + each + "-" + name))
                .toList();
        threads.forEach(Thread::start);
    }

    private void come() {
        Tokens first = null;
        while (!stopped) {
            try {
                var began = let(place.attempt(SampleRealm.USER, SampleRealm.PASSWORD));
                if (first == null) {
                    first = began;
                } else if (let(place.attemptRefresh(first)) != null) {
                    served.incrementAndGet();
                }
            } catch (RuntimeException e) {
                note(e.toString());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The tokens, or null where there are none. */
    private Tokens let(Answer answer) {
        if (answer.status() != 200) {
            note(answer.status() + " " + answer.text());
            return null;
        }
        var tokens = Tokens.of(answer.json());
        synchronized (this) {
            sessions.add(tokens.session());
        }
        return tokens;
    }

    private synchronized void note(String failure) {
        turnedAway.add(failure);
    }

    void awaitServed(int more) {
        int before = served.get();
        Await.upTo(NOTICED, "guests are let in")
                .until(() -> served.get() >= before + more, () -> turnedAway().toString());
    }

    synchronized Set<String> sessions() {
        return new TreeSet<>(sessions);
    }

    synchronized List<String> turnedAway() {
        return List.copyOf(turnedAway);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
