package io.multiregion.engine.peer.transport;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.database.Held;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Request;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.schema.SchemaMark;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.KeyTrouble;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.header.Opened;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Talks to secondaries: seals what is said, and believes only sealed answers to just that. On a thread that holds nothing that others may
 * wait for ({@link Held}).
 */
public final class Peer {

    /**
     * An answer with the position that the secondary has reached.
     *
     * @param sealedBytes how many bytes were sent
     * @param schema what the answering region says of its schema
     */
    public record Reply(Answer answer, Position reached, int sealedBytes, SchemaMark schema) {

        /** @throws TransportException if it is another answer than this, one to something else among them */
        public <A extends Answer> A expect(Class<A> type) {
            if (!type.isInstance(answer)) {
                throw new TransportException("the answer " + answer.outcome() + " is not one to what was asked");
            }
            return type.cast(answer);
        }

        /** Whose claim to the primary role the answering region knows of, if the answer tells. */
        public Optional<Claim> claim() {
            return answer.named().map(primary -> new Claim(primary.epoch(), primary.region()));
        }
    }

    /**
     * What a message is about.
     *
     * @param part which part of a cut, from 1
     * @param parts how many parts the cut has; 0 in a part that is not the last one
     */
    public record Subject(MessageType type, Position base, Position position, int part, int parts) {
        public static Subject of(MessageType type, Position position) {
            return new Subject(type, position, position, 1, 1);
        }
    }

    private final String region;
    private final Shape shape;
    private final Envelope envelope;
    private final Announcements announcements;
    private final Transport transport;
    private final Duration patience;
    private final Outranked outranked;

    /**
     * @param shape of this region's replicated tables
     * @param patience how long a secondary may take for a batch or for digests
     * @param outranked told the id of a realm and a claim that an answer knows of and that outranks this region's own
     */
    public Peer(
            String region,
            Shape shape,
            Envelope envelope,
            Announcements announcements,
            Transport transport,
            Duration patience,
            Outranked outranked) {
        this.region = region;
        this.shape = shape;
        this.envelope = envelope;
        this.announcements = announcements;
        this.transport = transport;
        this.patience = patience;
        this.outranked = outranked;
    }

    /** @throws TransportException if there is no answer, or none that can be believed */
    public Reply say(RealmState realm, ReplicaState replica, Subject subject, byte[] payload) {
        Reply reply =
                exchange(Recipient.of(replica), realm.realmId(), realm.epoch(), replica.stream(), subject, payload);
        reply.claim()
                .filter(claim -> claim.outranks(realm.claim()))
                .ifPresent(claim -> outranked.outranked(realm.realmId(), claim));
        return reply;
    }

    /** Says something about a position, as {@link #say(RealmState, ReplicaState, Subject, byte[])}. */
    public Reply say(RealmState realm, ReplicaState replica, Position position, Request request) {
        return say(realm, replica, Subject.of(request.type(), position), Messages.bytes(request));
    }

    /**
     * Tells a region where the streams of several realms stand, all at once.
     *
     * @throws TransportException as {@link #say}
     */
    public Reply pulse(String other, URI url, Heartbeats heartbeats) {
        return exchange(
                new Recipient(other, url),
                Heartbeats.REALM,
                0,
                StreamId.NONE,
                Subject.of(MessageType.HEARTBEATS, Position.START),
                Messages.bytes(heartbeats));
    }

    /**
     * Asks a region about a realm, as one that claims nothing of it and feeds nobody.
     *
     * @throws TransportException as {@link #say}
     */
    public Reply ask(String other, URI url, String realmId, Inquiry inquiry) {
        return exchange(
                new Recipient(other, url),
                realmId,
                0,
                StreamId.NONE,
                Subject.of(inquiry.type(), Position.START),
                Messages.bytes(inquiry));
    }

    /**
     * Gives a realm's primary what was written here.
     *
     * @param realm a copy
     * @param rows a batch
     * @throws TransportException as {@link #say}
     */
    public Reply giveBack(RealmState realm, byte[] rows) {
        return exchange(
                new Recipient(realm.primaryRegion(), realm.primaryUrl()),
                realm.realmId(),
                realm.epoch(),
                realm.stream(),
                Subject.of(MessageType.RETURN, realm.position()),
                rows);
    }

    /** How the replicated tables of the region that has answered differ from this region's; empty if they do not. */
    public Optional<String> difference(ReplicaState replica, Reply reply) {
        return shape.mark().sameTables(reply.schema())
                ? Optional.empty()
                : Optional.of(shape.difference(
                        region,
                        replica.region(),
                        reply.schema(),
                        reply.answer() instanceof Answer.OtherTables theirs ? theirs.schema() : null));
    }

    private Header header(Recipient to, String realmId, long epoch, String stream, Subject subject) {
        return new Header(
                subject.type(),
                realmId,
                region,
                to.region(),
                epoch,
                subject.base(),
                subject.position(),
                MessageId.next(),
                null,
                subject.part(),
                subject.parts(),
                shape.mark().toString(),
                stream);
    }

    private Reply exchange(Recipient to, String realmId, long epoch, String stream, Subject subject, byte[] payload) {
        Held.nothing();
        Header header = header(to, realmId, epoch, stream, subject);
        byte[] message = own(() -> envelope.seal(header, payload));
        String announcement = own(() -> announcements.announce(header));
        try {
            Opened opened = envelope.open(
                    transport.exchange(to, announcement, message, Expected.patience(subject.type(), patience)));
            Header reply = opened.header();
            if (!reply.from().equals(to.region()) || !header.messageId().equals(reply.inReplyTo())) {
                throw new TransportException(to.url() + " answered with a message that is no answer to ours");
            }
            Answer answer = Messages.answer(opened.payload());
            if (Expected.saysWhereItStands(subject.type(), answer)
                    && !reply.stream().equals(stream)) {
                throw new TransportException(Trouble.of(
                                Remedy.CHANGE_IN_PRIMARY,
                                "region " + to.region() + " answered for another stream of this realm than"
                                        + " this region's (restored from a backup?)")
                        .todo("set this replica INACTIVE, delete it and create it again"));
            }
            return new Reply(answer, reply.position(), message.length, SchemaMark.parse(reply.schema()));
        } catch (NotAcceptedException e) {
            throw new TransportException(Trouble.of(
                    Remedy.CHANGE_IN_PRIMARY,
                    "the answer of " + to.url() + " is not from region " + to.region() + ": " + e.reason()));
        } catch (KeyUnavailableException e) {
            throw new TransportException("the answer of " + to.url() + " can't be opened now: " + KeyTrouble.SAID, e);
        } catch (IOException e) {
            throw new TransportException("the answer of " + to.url() + " can't be read", e);
        }
    }

    /** What this region's own key is needed for. */
    private static <T> T own(Supplier<T> work) {
        try {
            return work.get();
        } catch (KeyException e) {
            throw new TransportException(KeyTrouble.SAID, e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new TransportException(Trouble.of(Remedy.CHANGE_IN_PRIMARY, e.getMessage()), e);
        }
    }
}
