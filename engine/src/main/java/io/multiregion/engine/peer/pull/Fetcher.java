package io.multiregion.engine.peer.pull;

import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.peer.carrier.Fetching;
import io.multiregion.engine.peer.carrier.Intake;
import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.carrier.Said;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.work.Crew;
import io.multiregion.engine.work.Pause;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Fetches what waits for this region at another one: one call waits there at any time, and what it brings is done by others while the next
 * one waits. On a thread of its own until it is stopped.
 */
final class Fetcher implements Runnable {

    private static final Logger LOG = Logger.getLogger(Fetcher.class);

    /** More than the other region lets a call wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWER_TRIES = 3;

    /** As many as the admission lets in of one sender, and some that it turns away. */
    private static final int MOST_AT_ONCE = 24;

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** What this region is called, and calls with. */
    record Own(String region, Announcements announcements, Fetching fetching, Intake intake, Crew crew) {}

    private final Own own;
    private final String region;
    private final URI url;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    private volatile Thread thread;
    private String said = "";

    Fetcher(Own own, String region, URI url) {
        this.own = own;
        this.region = region;
        this.url = url;
    }

    URI url() {
        return url;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        long pause = SHORTEST_PAUSE_NANOS;
        while (!stopped) {
            long begun = System.nanoTime();
            boolean some = false;
            try {
                some = fetch();
                said = "";
                pause = SHORTEST_PAUSE_NANOS;
            } catch (RuntimeException | IOException e) {
                failed(e);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            } catch (InterruptedException e) {
                return;
            }
            // whoever lets nobody wait is not asked all the time
            if (!some && System.nanoTime() - begun < LONGEST_PAUSE_NANOS && !Pause.of(pause)) {
                return;
            }
        }
    }

    private boolean fetch() throws IOException, InterruptedException {
        var parcels = Parcel.list(own.fetching().fetch(url, announcement(), new byte[0], PATIENCE));
        for (Parcel parcel : parcels) {
            // one that is handed out again is still worked on
            if (inWork.add(parcel.id())) {
                room.acquire();
                own.crew().execute(() -> serve(parcel));
            }
        }
        return !parcels.isEmpty();
    }

    private void serve(Parcel parcel) {
        try {
            Said answer = own.intake().take(parcel.announcement(), parcel.message());
            byte[] bytes = answer.bytes();
            bring(ByteBuffer.allocate(Parcel.ID + bytes.length)
                    .put(parcel.id().getBytes(StandardCharsets.US_ASCII))
                    .put(bytes)
                    .array());
        } catch (RuntimeException e) {
            LOG.debugf(e, "an answer for region %s did not get there; it will ask again", region);
        } finally {
            inWork.remove(parcel.id());
            room.release();
        }
    }

    private void bring(byte[] answer) {
        for (int tried = 1; ; tried++) {
            try {
                own.fetching().fetch(url, announcement(), answer, ANSWER_PATIENCE);
                return;
            } catch (TransportException e) {
                if (tried == ANSWER_TRIES || stopped) {
                    throw e;
                }
                Pause.of(SHORTEST_PAUSE_NANOS);
            }
        }
    }

    /** Proves anew each time who calls. */
    private String announcement() {
        return own.announcements()
                .announce(new Header(
                        MessageType.FETCH,
                        Heartbeats.REALM,
                        own.region(),
                        region,
                        0,
                        Position.START,
                        Position.START,
                        MessageId.next(),
                        null,
                        1,
                        1,
                        "",
                        ""));
    }

    /** Said once for each reason. */
    private void failed(Exception e) {
        String now = String.valueOf(e.getMessage());
        if (!stopped && !now.equals(said)) {
            said = now;
            LOG.warnf("messages that wait in region %s for this one can't be fetched: %s", region, now);
        }
    }

    void stop() {
        stopped = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
