package io.multiregion.bench.load;

import io.multiregion.bench.report.Size;
import io.multiregion.lab.client.Visitor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Users who sign in at a steady rate, whatever becomes of those before them. */
public final class SignIns implements AutoCloseable {

    private static final int USERS = 20;

    private final Visitor visitor;
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(USERS);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger good = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong awaitedFrom = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong firstGood = new AtomicLong();

    public SignIns(Visitor visitor) {
        this.visitor = visitor;
        long period = TimeUnit.SECONDS.toNanos(1) / Size.SIGN_INS.get();
        pool.scheduleAtFixedRate(() -> pool.execute(this::signIn), 0, period, TimeUnit.NANOSECONDS);
    }

    /** Makes the users who will sign in. */
    public static void prepare(BenchRealm realm) {
        for (int i = 0; i < USERS; i++) {
            realm.user("known" + i);
        }
    }

    public int good() {
        return good.get();
    }

    public int failed() {
        return failed.get();
    }

    /** From now on the first sign-in is awaited that begins now or later and goes well. */
    public void awaitFirst() {
        firstGood.set(0);
        awaitedFrom.set(System.nanoTime());
    }

    /** When that one had gone well, by {@link System#nanoTime}, or 0 as long as there is none. */
    public long firstGood() {
        return firstGood.get();
    }

    private void signIn() {
        long begun = System.nanoTime();
        boolean well = visitor.signsIn("known" + next.getAndIncrement() % USERS, BenchRealm.PASSWORD);
        (well ? good : failed).incrementAndGet();
        if (well && begun >= awaitedFrom.get()) {
            firstGood.compareAndSet(0, System.nanoTime());
        }
    }

    /** Lets those end who have begun. */
    @Override
    public void close() throws InterruptedException {
        pool.shutdown();
        pool.awaitTermination(1, TimeUnit.MINUTES);
    }
}
