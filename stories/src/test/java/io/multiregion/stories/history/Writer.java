package io.multiregion.stories.history;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who creates, changes and deletes users in a realm until told to stop. A region that goes away ends it silently. */
public final class Writer implements AutoCloseable {

    private final Admin admin;
    private final String realm;
    private final String prefix;
    private final AtomicInteger written = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    public Writer(Region region, String realm, String prefix) {
        this.admin = region.admin();
        this.realm = realm;
        this.prefix = prefix;
        this.thread = new Thread(this::write, "writer-" + prefix);
        thread.start();
    }

    public int written() {
        return written.get();
    }

    /** Waits until it has written so many users. */
    public void awaitWritten(int users) {
        Await.upTo(Duration.ofSeconds(60), prefix + " has written " + users).until(() -> written.get() >= users);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            for (int i = 0; !stopped; i++) {
                var id = admin.create(
                        realm + "/users",
                        Json.of("{username:'%s-%s', email:'%1$s-%2$s@w.test', attributes:{n:['%2$s']}}", prefix, i));
                admin.put(realm + "/users/" + id, Json.of("{firstName:'F%s', lastName:'L'}", i));
                if (i % 3 == 0) {
                    admin.delete(realm + "/users/" + id);
                }
                written.incrementAndGet();
            }
        } catch (RuntimeException e) {
            // the region has gone: what was committed until then is what counts
        }
    }
}
