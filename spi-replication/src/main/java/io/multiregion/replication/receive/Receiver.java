package io.multiregion.replication.receive;

import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.replication.apply.RowsInTheWay;
import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Heartbeat;
import io.multiregion.replication.batch.Heartbeats;
import io.multiregion.replication.batch.Json;
import io.multiregion.replication.batch.Order;
import io.multiregion.replication.batch.Probe;
import io.multiregion.replication.batch.Question;
import io.multiregion.replication.batch.Taken;
import io.multiregion.replication.batch.Terms;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.metrics.Observer;
import io.multiregion.replication.resource.Position;
import io.multiregion.replication.seal.Envelope;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.seal.MessageId;
import io.multiregion.replication.seal.MessageType;
import io.multiregion.replication.seal.NotAccepted;
import io.multiregion.replication.seal.Opened;
import io.multiregion.replication.secret.SecretsUnavailableException;
import io.multiregion.replication.topology.Claim;
import io.multiregion.replication.topology.RealmRows;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.Topology;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes the messages of primaries, one after the other for each realm.
 *
 * <p>Whoever is not a trusted region learns nothing: {@link NotAccepted} is thrown, and its reason is for this region's log only.
 * A trusted primary always gets a sealed answer, which tells it where this region's copy stands.
 */
public final class Receiver {

    private static final Logger LOG = Logger.getLogger(Receiver.class);

    private final String region;
    private final String schema;
    private final Envelope envelope;
    private final Connections connections;
    private final Topology topology;
    private final ArrivingCuts cuts;
    private final Orders orders;
    private final RoleOrders roles;
    private final Observer observer;

    public Receiver(
            String region,
            String schema,
            Envelope envelope,
            Connections connections,
            Topology topology,
            ArrivingCuts cuts,
            Orders orders,
            RoleOrders roles,
            Observer observer) {
        this.region = region;
        this.schema = schema;
        this.envelope = envelope;
        this.connections = connections;
        this.topology = topology;
        this.cuts = cuts;
        this.orders = orders;
        this.roles = roles;
        this.observer = observer;
    }

    /**
     * Opens a message, does what it says and seals the answer. Blocks until the commit; on a thread without a transaction.
     *
     * @throws KeyException if this region's key cannot open the message, or sign the answer, now. The sender is to send it again: it was
     *     not taken, or will be found to be done
     * @throws SecretsUnavailableException if the realm's data key is not open: the same goes
     */
    public byte[] receive(byte[] message) throws NotAccepted {
        Opened opened;
        try {
            opened = envelope.open(message);
        } catch (NotAccepted e) {
            observer.receiveFailed("not-accepted");
            throw e;
        } catch (KeyUnavailableException e) {
            observer.receiveFailed("key-unavailable");
            throw e;
        }
        Header header = opened.header();
        Answer answer;
        try {
            answer = answer(opened, message);
        } catch (KeyUnavailableException | SecretsUnavailableException e) {
            observer.receiveFailed("key-unavailable");
            orders.noteError(header.realmId(), e.getMessage());
            throw e;
        } catch (RuntimeException | IOException e) {
            observer.receiveFailed("failed");
            LOG.errorf(e, "a %s of region %s for realm %s failed here", header.type(), header.from(), header.realmId());
            answer = Answer.of(
                    e instanceof RowsInTheWay ? Answer.Outcome.CONFLICT : Answer.Outcome.FAILED,
                    "it failed in region " + region + "; see the log there: " + rootMessage(e));
            orders.noteError(header.realmId(), rootMessage(e));
        }
        lookAgain(header);
        Position reached = topology.of(header.realmId())
                .filter(RealmState::isSecondary)
                .map(RealmState::position)
                .orElse(Position.START);
        return envelope.seal(
                new Header(
                        MessageType.REPLY,
                        header.realmId(),
                        region,
                        header.from(),
                        header.epoch(),
                        header.base(),
                        reached,
                        MessageId.next(),
                        header.messageId(),
                        1,
                        1,
                        schema),
                Json.bytes(answer));
    }

    private void lookAgain(Header header) {
        if (header.type() == MessageType.HEARTBEATS) {
            topology.refresh();
        } else {
            topology.refresh(header.realmId());
        }
    }

    private Answer answer(Opened opened, byte[] message) throws IOException, NotAccepted {
        Header header = opened.header();
        if (!header.schema().equals(schema)) {
            orders.noteError(
                    header.realmId(),
                    "SCHEMA: region " + header.from() + " has " + header.schema() + ", not " + schema);
            return Answer.of(
                    Answer.Outcome.SCHEMA,
                    "region " + header.from() + " has schema " + header.schema() + ", region " + region + " has "
                            + schema
                            + ": bring both to the same version of Keycloak and of this extension, secondaries first");
        }
        if (header.type() == MessageType.HEARTBEATS) {
            return heartbeats(header.from(), Json.read(opened.payload(), Heartbeats.class));
        }
        if (header.type() == MessageType.CREATE) {
            return orders.create(header, Json.read(opened.payload(), Order.class));
        }
        Optional<RealmState> known = connections.transaction(connection -> RealmRows.of(connection, header.realmId()));
        if (known.isEmpty()) {
            return Answer.of(
                    Answer.Outcome.REFUSED,
                    "region " + region + " holds no replica of this realm for region " + header.from()
                            + ": delete the replica on the primary and create it again");
        }
        RealmState realm = known.get();
        if (!follows(realm, header.epoch(), header.from())) {
            Answer otherwise = roles.notFollowing(realm, header, region);
            boolean holder = otherwise.outcome() != Answer.Outcome.REFUSED;
            return switch (header.type()) {
                case FOLLOW -> holder ? roles.follow(header, terms(opened)) : otherwise;
                case PROMOTE -> holder ? roles.promote(header, terms(opened)) : otherwise;
                case CANCEL, CLAIM -> holder ? roles.heard(realm, header) : otherwise;
                default -> otherwise;
            };
        }
        return switch (header.type()) {
            case BATCH -> cuts.take(realm, header, opened.payload(), message);
            case HEARTBEAT -> orders.heartbeat(realm, header.position(), Json.read(opened.payload(), Heartbeat.class));
            case STATUS -> orders.status(realm, Json.read(opened.payload(), Order.class));
            case DIGEST -> orders.digest(realm, header, Json.read(opened.payload(), Question.class));
            case DELETE -> orders.delete(realm, Json.read(opened.payload(), Order.class));
            case TERMS -> roles.terms(realm, terms(opened));
            case FOLLOW -> roles.follow(header, terms(opened));
            case CLAIM -> roles.claim(realm);
            case PROMOTE -> roles.promote(header, terms(opened));
            case CANCEL -> roles.cancel(header, terms(opened));
            case DIVERGENCES -> roles.divergences(realm, Json.read(opened.payload(), Taken.class));
            case READINESS -> roles.readiness(realm);
            case PROBE -> roles.probe(realm, header, Json.read(opened.payload(), Probe.class));
            default -> Answer.of(Answer.Outcome.REFUSED, "a " + header.type() + " is no order");
        };
    }

    private static boolean follows(RealmState realm, long epoch, String region) {
        return realm.isSecondary() && realm.claim().equals(new Claim(epoch, region));
    }

    /** Each in a transaction of its own: what stops one says nothing of the others. */
    private Answer heartbeats(String from, Heartbeats heartbeats) {
        return Answer.unconfirmed(heartbeats.streams().stream()
                .filter(stream -> !isConfirmed(from, stream))
                .map(Heartbeats.Stream::realmId)
                .toList());
    }

    private boolean isConfirmed(String from, Heartbeats.Stream stream) {
        try {
            return connections
                    .transaction(connection -> RealmRows.of(connection, stream.realmId()))
                    .filter(realm -> follows(realm, stream.epoch(), from))
                    .filter(realm -> orders.heartbeat(realm, stream.position(), stream.heartbeat())
                                    .outcome()
                            == Answer.Outcome.OK)
                    .isPresent();
        } catch (RuntimeException e) {
            LOG.debugf(e, "a heartbeat of region %s for realm %s failed here", from, stream.realmId());
            return false;
        }
    }

    private static Terms terms(Opened opened) throws IOException {
        return Json.read(opened.payload(), Terms.class);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
