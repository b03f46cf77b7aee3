package io.multiregion.replication.ship;

import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Heartbeats;
import io.multiregion.replication.batch.Json;
import io.multiregion.replication.resource.Position;
import io.multiregion.replication.seal.Envelope;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.seal.KeyTrouble;
import io.multiregion.replication.seal.MessageId;
import io.multiregion.replication.seal.MessageType;
import io.multiregion.replication.seal.NotAccepted;
import io.multiregion.replication.seal.Opened;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaState;
import java.io.IOException;
import java.time.Duration;

/** Talks to secondaries: seals what is said, and believes only sealed answers to just that. */
public final class Peer {

    /**
     * An answer with the position that the secondary has reached.
     *
     * @param sealedBytes how many bytes were sent
     */
    public record Reply(Answer answer, Position reached, int sealedBytes) {}

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

    private static final Duration SHORT = Duration.ofSeconds(10);

    private final String region;
    private final String schema;
    private final Envelope envelope;
    private final Transport transport;
    private final Duration patience;

    /** @param patience how long a secondary may take for a batch or for digests */
    public Peer(String region, String schema, Envelope envelope, Transport transport, Duration patience) {
        this.region = region;
        this.schema = schema;
        this.envelope = envelope;
        this.transport = transport;
        this.patience = patience;
    }

    /** @throws TransportFailure if there is no answer, or none that can be believed */
    public Reply say(RealmState realm, ReplicaState replica, Subject subject, byte[] payload) {
        return exchange(replica, realm.realmId(), realm.epoch(), subject, payload);
    }

    /**
     * Tells a region where the streams of several realms stand, all at once.
     *
     * @param replica any that is there
     * @throws TransportFailure as {@link #say}
     */
    Reply pulse(ReplicaState replica, Heartbeats heartbeats) {
        return exchange(
                replica,
                Heartbeats.REALM,
                0,
                Subject.of(MessageType.HEARTBEATS, Position.START),
                Json.bytes(heartbeats));
    }

    private Reply exchange(ReplicaState replica, String realmId, long epoch, Subject subject, byte[] payload) {
        Header header = new Header(
                subject.type(),
                realmId,
                region,
                replica.region(),
                epoch,
                subject.base(),
                subject.position(),
                MessageId.next(),
                null,
                subject.part(),
                subject.parts(),
                schema);
        byte[] message = seal(header, payload);
        try {
            Opened opened = envelope.open(transport.exchange(replica.url(), message, patience(subject.type())));
            Header reply = opened.header();
            if (!reply.from().equals(replica.region()) || !header.messageId().equals(reply.inReplyTo())) {
                throw new TransportFailure(replica.url() + " answered with a message that is no answer to ours");
            }
            return new Reply(Json.read(opened.payload(), Answer.class), reply.position(), message.length);
        } catch (NotAccepted e) {
            throw new TransportFailure(
                    "the answer of " + replica.url() + " is not from region " + replica.region() + ": " + e.reason());
        } catch (KeyUnavailableException e) {
            throw new TransportFailure(
                    "the answer of " + replica.url() + " can't be opened now: " + KeyTrouble.SAID, e);
        } catch (IOException e) {
            throw new TransportFailure("the answer of " + replica.url() + " can't be read", e);
        }
    }

    /** What needs no work on the other side is answered at once, or nobody is there. */
    private Duration patience(MessageType type) {
        return switch (type) {
            case CREATE, HEARTBEAT, HEARTBEATS, STATUS, TERMS, CLAIM, PROMOTE, CANCEL, READINESS ->
                SHORT.compareTo(patience) < 0 ? SHORT : patience;
            default -> patience;
        };
    }

    private byte[] seal(Header header, byte[] payload) {
        try {
            return envelope.seal(header, payload);
        } catch (KeyException e) {
            throw new TransportFailure(KeyTrouble.SAID, e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new TransportFailure(e.getMessage(), e);
        }
    }
}
