package io.multiregion.engine.peer.mailbox;

import io.multiregion.engine.node.Tick;
import io.multiregion.engine.peer.carrier.Insistence;
import io.multiregion.engine.peer.carrier.Intake;
import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.settings.OwnRegion;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.engine.work.Crew;
import io.multiregion.engine.work.Pause;
import io.multiregion.engine.work.TimedCrew;
import io.multiregion.key.aws.AwsCredentials;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Carries messages by way of a {@link Box}. In each round it puts there what waits, together; looks for answers, if somebody waits for
 * some;
 * and on the node that ships, looks for messages. How often, is bounded by what requests may cost.
 */
public final class Mailbox implements Transport, Tick {

    private static final Logger LOG = Logger.getLogger(Mailbox.class);

    /** There and back takes some rounds of both regions, whatever is said: so many requests. */
    private static final int THERE_AND_BACK = 100;

    private static final int MOST_ANSWERS = 100;
    private static final int AT_ONCE = 24;
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Who has nothing to do leaves most of the requests for when there is something. */
    private static final int IDLE = 5;

    private final String region;
    private final Optional<Box> box;
    private volatile Inbox inbox;
    private final BooleanSupplier used;
    private final Clock clock;
    private final Duration least;
    private final long pause;
    private final String node = MessageId.next();
    private final Outbox outbox = new Outbox();
    private final Crew rounds = Crew.one("multi-region-mailbox");
    private final TimedCrew crew = TimedCrew.of("multi-region-mailbox-work", AT_ONCE);
    private volatile boolean receiving;
    private volatile boolean stopped;
    private boolean begun;
    private String said = "";

    /**
     * @param region this region's name
     * @param place where the objects lie; empty if there is no such place
     * @param used whether any region is reached by the mailbox; asked once a second
     */
    public Mailbox(String region, Optional<Place> place, BooleanSupplier used, Clock clock) {
        this.region = region;
        this.used = used;
        this.clock = clock;
        Duration interval = place.map(Place::interval).orElse(Duration.ZERO);
        this.least = interval.multipliedBy(THERE_AND_BACK);
        this.pause = Math.max(SHORTEST_PAUSE_NANOS, interval.toNanos());
        this.box = place.map(where -> new MeteredBox(where.box(), new Rate(where.interval(), System::nanoTime)));
    }

    /** Says who takes what comes. Called once, before this node takes part in anything. */
    public void deliverTo(Intake intake) {
        inbox = box.map(there -> new Inbox(region, there, intake, crew, outbox::wake))
                .orElse(null);
    }

    /**
     * A mailbox.
     *
     * @param interval how far apart requests to it are on average, at least: each may cost something
     */
    public record Place(Box box, Duration interval) {

        /** The one that the settings name. @param network this server's way out */
        public static Place of(OwnRegion.MailboxPlace place, HttpClient.Builder network) {
            Box box = place.directory() != null
                    ? new DirectoryBox(place.directory())
                    : new S3Box(
                            network.build(),
                            place.endpoint(),
                            place.bucket(),
                            place.region(),
                            new AwsCredentials(place.accessKey(), place.secretKey(), null),
                            Clock.systemUTC());
            return new Place(box, place.interval());
        }
    }

    @Override
    public byte[] exchange(Recipient to, String announcement, byte[] message, Duration patience) {
        if (box.isEmpty()) {
            throw new TransportException(Trouble.of(
                    Remedy.CHANGE_IN_PRIMARY,
                    "region " + to.region() + " is reached by a mailbox, and this region has none: set mailbox"));
        }
        return Insistence.until(
                patience.compareTo(least) < 0 ? least : patience,
                "region " + to.region() + ", by the mailbox,",
                left -> outbox.once(to.region(), new Parcel(MessageId.next(), announcement, message), left));
    }

    @Override
    public synchronized void tick(boolean leads) {
        boolean now = box.isPresent() && used.getAsBoolean();
        receiving = leads && now;
        if (!begun && !stopped && now) {
            begun = true;
            rounds.execute(() -> go(box.get()));
        }
    }

    private void go(Box there) {
        while (!stopped) {
            try {
                round(there);
                outbox.trouble("");
                said = "";
                boolean busy = outbox.isWaiting() || inbox.isBusy();
                outbox.await(Math.min(LONGEST_PAUSE_NANOS, busy ? pause : IDLE * pause));
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                failed(e);
                if (!Pause.of(LONGEST_PAUSE_NANOS)) {
                    return;
                }
            }
        }
    }

    private void round(Box there) throws IOException {
        for (Map.Entry<String, List<Parcel>> one : outbox.unsent().entrySet()) {
            Name name = Name.message(one.getKey(), region, node, clock.millis());
            there.putIfAbsent(name.text(), Parcel.bytes(one.getValue()));
            outbox.sent(one.getValue(), name);
        }
        inbox.answer(clock.millis());
        if (outbox.isWaiting()) {
            collect(there);
        }
        for (String name : outbox.abandoned()) {
            there.delete(name);
        }
        if (receiving) {
            inbox.receive();
        }
    }

    private void collect(Box there) throws IOException {
        for (String name : there.list(Name.answers(region, node), MOST_ANSWERS)) {
            Optional<byte[]> object = there.get(name, Inbox.LONGEST);
            if (object.isPresent()) {
                try {
                    outbox.answered(Answers.of(object.get()));
                } catch (IOException e) {
                    LOG.warnf("something else than answers lies in the mailbox, and is removed: %s", name);
                }
                there.delete(name);
            }
        }
    }

    /** Said once for each reason. */
    private void failed(Exception e) {
        String now = String.valueOf(e.getMessage());
        outbox.trouble(now);
        if (!stopped && !now.equals(said)) {
            said = now;
            LOG.warnf("the mailbox can't be used: %s", now);
        }
    }

    /** Nothing is put there, or taken from there, any more. */
    public synchronized void stop() {
        stopped = true;
        rounds.stopNow();
        crew.stopNow();
    }
}
