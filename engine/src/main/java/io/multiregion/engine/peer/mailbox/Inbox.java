package io.multiregion.engine.peer.mailbox;

import io.multiregion.engine.peer.carrier.Intake;
import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.carrier.Said;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.work.TimedCrew;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Messages for this region: each object is taken, what is in it done, answered, and only then removed from the mailbox. */
final class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    /** An object has one message of the greatest length, or several. */
    static final int LONGEST = Envelope.MAX_MESSAGE + (1 << 20);

    private static final int MOST_LISTED = 100;
    private static final int MOST_OBJECTS = 8;

    /** One object. */
    private static final class Delivery {
        private final Name name;
        private final Map<String, Said> ready = new LinkedHashMap<>();
        private int open;

        private Delivery(Name name, int open) {
            this.name = name;
            this.open = open;
        }
    }

    private final String region;
    private final Box box;
    private final Intake intake;
    private final TimedCrew crew;
    private final Runnable news;
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();

    /** @param news called when there is an answer */
    Inbox(String region, Box box, Intake intake, TimedCrew crew, Runnable news) {
        this.region = region;
        this.box = box;
        this.intake = intake;
        this.crew = crew;
        this.news = news;
    }

    /** Takes what lies there, and has it done. */
    void receive() throws IOException {
        for (String text : box.list(Name.messages(region), MOST_LISTED)) {
            if (isFull()) {
                return;
            }
            if (!isInWork(text)) {
                take(text);
            }
        }
    }

    private void take(String text) throws IOException {
        Optional<Name> name = Name.of(text);
        Optional<byte[]> object = name.isEmpty() ? Optional.of(new byte[0]) : box.get(text, LONGEST);
        if (object.isEmpty()) {
            return;
        }
        List<Parcel> parcels = parcels(text, object.get());
        if (name.isEmpty() || parcels.isEmpty() || parcels.size() > Outbox.MOST_PARCELS) {
            LOG.warnf("something else than messages of a region lies in the mailbox, and is removed: %s", text);
            box.delete(text);
            return;
        }
        Delivery delivery = new Delivery(name.get(), parcels.size());
        synchronized (this) {
            deliveries.put(text, delivery);
        }
        parcels.forEach(parcel -> crew.execute(() -> {
            Said said = intake.take(parcel.announcement(), parcel.message());
            done(delivery, parcel.id(), said);
        }));
    }

    private static List<Parcel> parcels(String text, byte[] object) {
        try {
            return Parcel.list(object);
        } catch (IOException e) {
            LOG.debugf(e, "%s can't be read", text);
            return List.of();
        }
    }

    private void done(Delivery delivery, String id, Said said) {
        synchronized (this) {
            delivery.ready.put(id, said);
            delivery.open--;
        }
        news.run();
    }

    /** Puts the answers there that are ready, and removes the objects of which all are answered. */
    void answer(long now) throws IOException {
        for (Delivery delivery : all()) {
            Map<String, Said> ready = ready(delivery);
            Map<String, Said> together = new LinkedHashMap<>();
            int bytes = 0;
            for (Map.Entry<String, Said> one : ready.entrySet()) {
                if (bytes > 0 && bytes + one.getValue().body().length > Outbox.MOST_BYTES) {
                    put(delivery.name, together, now);
                    together.clear();
                    bytes = 0;
                }
                together.put(one.getKey(), one.getValue());
                bytes += one.getValue().body().length;
            }
            if (!together.isEmpty()) {
                put(delivery.name, together, now);
            }
            if (answered(delivery, ready.keySet())) {
                box.delete(delivery.name.text());
                synchronized (this) {
                    deliveries.remove(delivery.name.text());
                }
            }
        }
    }

    private void put(Name to, Map<String, Said> answers, long now) throws IOException {
        box.putIfAbsent(Name.answer(to.sender(), to.node(), now), Answers.bytes(answers));
    }

    private synchronized List<Delivery> all() {
        return new ArrayList<>(deliveries.values());
    }

    private synchronized Map<String, Said> ready(Delivery delivery) {
        return new LinkedHashMap<>(delivery.ready);
    }

    private synchronized boolean answered(Delivery delivery, Set<String> ids) {
        delivery.ready.keySet().removeAll(new HashSet<>(ids));
        return delivery.open == 0 && delivery.ready.isEmpty();
    }

    /** Whether anything is being done. */
    synchronized boolean isBusy() {
        return !deliveries.isEmpty();
    }

    private synchronized boolean isFull() {
        return deliveries.size() >= MOST_OBJECTS;
    }

    private synchronized boolean isInWork(String text) {
        return deliveries.containsKey(text);
    }
}
