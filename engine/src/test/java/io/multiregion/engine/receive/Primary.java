package io.multiregion.engine.receive;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.message.Request;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.part.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a region says to us as the primary of a realm; all of it is recorded. */
final class Primary {

    static final String REALM = "0c5f6c1e-acme";

    /** One life of the replica, with the primary's epoch in it. */
    record Life(long epoch, String stream) {

        static Life at(long epoch) {
            return new Life(epoch, StreamId.next());
        }

        Position reached() {
            return new Position(epoch, 7);
        }
    }

    private final String region;
    private final Envelope envelope;
    private final EngineRegion us;
    private final String schema;
    private final List<byte[]> recorded = new ArrayList<>();
    private long control = System.currentTimeMillis();

    /** @param schema what it says of its schema */
    Primary(String region, Envelope envelope, EngineRegion us, String schema) {
        this.region = region;
        this.envelope = envelope;
        this.us = us;
        this.schema = schema;
    }

    List<byte[]> recorded() {
        return List.copyOf(recorded);
    }

    /** Seals something that is never sent. */
    byte[] seal(MessageType type, Life life, Position position, int parts) {
        byte[] message = envelope.seal(header(type, life, position, parts), payload(type, life));
        recorded.add(message);
        return message;
    }

    Header header(MessageType type, Life life, Position position, int parts) {
        boolean several = type == MessageType.HEARTBEATS;
        return new Header(
                type,
                several ? Heartbeats.REALM : REALM,
                region,
                "us",
                life.epoch(),
                position,
                position,
                MessageId.next(),
                null,
                1,
                parts,
                schema,
                several ? StreamId.NONE : life.stream());
    }

    EngineRegion.Reply say(MessageType type, Life life) throws Exception {
        Position position = type == MessageType.CREATE ? Position.START : life.reached();
        return again(seal(type, life, position, 1));
    }

    EngineRegion.Reply again(byte[] message) throws Exception {
        return us.answer(envelope, message);
    }

    Answer.Outcome outcome(MessageType type, Life life) throws Exception {
        return say(type, life).answer().outcome();
    }

    byte[] payload(MessageType type, Life life) {
        return type == MessageType.BATCH ? new byte[] {1} : Messages.bytes(request(type, life));
    }

    private Request request(MessageType type, Life life) {
        return switch (type) {
            case CREATE ->
                new CopyOrder.Create(
                        ++control, System.currentTimeMillis(), "acme", "https://" + region + ".test", Optional.empty());
            case STATUS -> new CopyOrder.Status(++control, "ACTIVE");
            case DELETE -> new CopyOrder.Delete(++control);
            case DIGEST -> Question.kinds(List.of(Kind.USER), Question.Repair.BEGUN);
            case TERMS -> new RoleOrder.Tell(++control, terms(), Optional.empty());
            case FOLLOW -> new RoleOrder.Follow(++control, terms());
            case PROMOTE -> new RoleOrder.Promote(++control, life.epoch() + 1, terms(), false);
            case CANCEL -> new RoleOrder.Cancel(++control);
            case CLAIM -> new Inquiry.Primary();
            case HEARTBEAT -> heartbeat();
            case HEARTBEATS ->
                new Heartbeats(List.of(
                        new Heartbeats.Stream(REALM, life.stream(), life.epoch(), life.reached(), heartbeat())));
            case DIVERGENCES -> new Inquiry.Divergences(List.of());
            case READINESS -> new Inquiry.Readiness("us");
            case PROBE -> new Inquiry.Probe(List.of());
            case EVENTS -> new Inquiry.Events(List.of());
            case PREFLIGHT -> new Inquiry.Preflight("acme", "https://eu.test", Optional.empty(), List.of());
            default -> throw new IllegalArgumentException("a " + type + " has no request");
        };
    }

    private Terms terms() {
        return new Terms(
                "https://" + region + ".test",
                List.of(
                        new Terms.Holder(region, "https://" + region + ".test", "ACTIVE", true),
                        new Terms.Holder("us", "https://us.test", "ACTIVE", true),
                        new Terms.Holder("mars", "https://mars.test", "ACTIVE", true)),
                List.of(new Terms.Reign(1, "eu", 0)),
                Optional.empty());
    }

    private static Heartbeat heartbeat() {
        long now = System.currentTimeMillis();
        return new Heartbeat(now, now, 0, Optional.empty());
    }
}
