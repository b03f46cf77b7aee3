package io.multiregion.engine.stream;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.catalogue.Shapes;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.CopyStep;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.header.Opened;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Region us as eu's stream reaches it, without HTTP and without a server: it applies the rows that it gets. */
final class ApplyingRegion implements Transport {

    private static final TestRegion EU = TestRegion.ec("eu");
    private static final TestRegion US = TestRegion.ec("us");
    private static final Shape SHAPE = Shapes.of("26.7.0", "REALM.ID TEXT key");

    private final TwoDatabases regions;
    private final Envelope envelope = US.trusting(EU);
    private final List<MessageType> heard = new CopyOnWriteArrayList<>();
    private final List<byte[]> parts = new ArrayList<>();
    private Position reached = Position.START;
    private String cursor = Batch.COPY_START;
    private volatile boolean silent;
    private volatile boolean deaf;
    private volatile boolean otherTables;
    private volatile boolean forgetful;

    ApplyingRegion(TwoDatabases regions) {
        this.regions = regions;
    }

    /** How eu talks to it. */
    Peer peer() {
        return new Peer(
                "eu", SHAPE, EU.trusting(US), EU.announcing(US), this, Duration.ofSeconds(1), (realmId, claim) -> {});
    }

    /** What it has heard so far, in order; what it could not answer is not among that. */
    List<MessageType> heard() {
        return List.copyOf(heard);
    }

    /** Whether it can't be reached. */
    void silent(boolean now) {
        silent = now;
    }

    /** Whether its answers get lost. */
    void deaf(boolean now) {
        deaf = now;
    }

    /** Whether its tables differ from eu's. */
    void otherTables(boolean now) {
        otherTables = now;
    }

    /** Whether it does not confirm the heartbeats that come several at once. */
    void forgetful(boolean now) {
        forgetful = now;
    }

    @Override
    public synchronized byte[] exchange(Recipient to, String announcement, byte[] message, Duration patience) {
        if (silent) {
            throw new TransportException("no answer from " + to.url());
        }
        try {
            Opened opened = envelope.open(message);
            Header asked = opened.header();
            heard.add(asked.type());
            Answer answer = answer(asked, opened.payload());
            if (deaf) {
                throw new TransportException("the answer of " + to.url() + " is lost");
            }
            return envelope.seal(reply(asked), Messages.bytes(answer));
        } catch (NotAcceptedException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private Header reply(Header asked) {
        return new Header(
                MessageType.REPLY,
                asked.realmId(),
                "us",
                "eu",
                asked.epoch(),
                asked.base(),
                reached,
                MessageId.next(),
                asked.messageId(),
                1,
                1,
                otherTables ? Shapes.of("26.8.0", "REALM.NEW TEXT").mark().toString() : asked.schema(),
                asked.stream());
    }

    private Answer answer(Header asked, byte[] payload) throws IOException {
        return switch (asked.type()) {
            case CREATE, FOLLOW -> Answer.ok(cursor);
            case BATCH ->
                otherTables ? new Answer.OtherTables("other tables", List.of("REALM.NEW TEXT")) : batch(asked, payload);
            case DIGEST -> regions.answer((Question<?>) Messages.request(asked.type(), payload));
            case DIVERGENCES -> new Answer.Divergences(List.of(), false);
            case HEARTBEAT -> asked.position().equals(reached) ? Answer.ok() : Answer.gap("elsewhere", cursor);
            case HEARTBEATS ->
                new Answer.Unconfirmed(
                        forgetful ? ids((Heartbeats) Messages.request(asked.type(), payload)) : List.of(),
                        Optional.empty());
            default -> Answer.ok();
        };
    }

    private static List<String> ids(Heartbeats heartbeats) {
        return heartbeats.streams().stream().map(Heartbeats.Stream::realmId).toList();
    }

    private Answer batch(Header asked, byte[] payload) {
        if (!asked.base().equals(reached)) {
            return Answer.gap("elsewhere", cursor);
        }
        parts.add(payload);
        if (asked.parts() > 0) {
            List<byte[]> cut = List.copyOf(parts);
            parts.clear();
            Batch last = regions.apply(cut);
            reached = asked.position();
            cursor = last.copy().map(CopyStep::to).orElse(cursor);
        }
        return Answer.ok(cursor);
    }
}
