package io.multiregion.engine.receive;

import io.multiregion.engine.apply.rows.RowsInTheWay;
import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Candidate;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Json;
import io.multiregion.engine.message.Order;
import io.multiregion.engine.message.Probe;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.message.Taken;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.schema.SchemaMark;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.KeyTrouble;
import io.multiregion.engine.seal.cms.NotAccepted;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.header.Opened;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.StreamId;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
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
    private final Shape shape;
    private final Envelope envelope;
    private final Connections connections;
    private final Topology topology;
    private final Holders holders;
    private final ArrivingCuts cuts;
    private final Orders orders;
    private final RoleOrders roles;
    private final Observer observer;

    public Receiver(
            String region,
            Shape shape,
            Envelope envelope,
            Connections connections,
            Topology topology,
            Holders holders,
            ArrivingCuts cuts,
            Orders orders,
            RoleOrders roles,
            Observer observer) {
        this.region = region;
        this.shape = shape;
        this.envelope = envelope;
        this.connections = connections;
        this.topology = topology;
        this.holders = holders;
        this.cuts = cuts;
        this.orders = orders;
        this.roles = roles;
        this.observer = observer;
    }

    /**
     * Opens a message, does what it says and seals the answer. Blocks until the commit; on a thread without a transaction.
     *
     * @param announced the header that it must have
     * @throws KeyException if this region's key cannot open the message, or sign the answer, now. The sender is to send it again: it was
     *     not taken, or will be found to be done
     * @throws SecretsUnavailableException if the realm's data key is not open: the same goes
     */
    public byte[] receive(Header announced, byte[] message) throws NotAccepted {
        Opened opened;
        try {
            opened = envelope.open(message, announced);
        } catch (NotAccepted e) {
            observer.receiveFailed("not-accepted");
            throw e;
        } catch (KeyUnavailableException e) {
            observer.receiveFailed("key-unavailable");
            throw e;
        }
        Header header = opened.header();
        Optional<RealmState> known = Optional.empty();
        Answer answer;
        try {
            known = holders.realm(header);
            answer = answer(opened, known, message);
        } catch (KeyUnavailableException | SecretsUnavailableException e) {
            observer.receiveFailed("key-unavailable");
            note(known, header, e instanceof SecretsUnavailableException ? e.getMessage() : KeyTrouble.SAID);
            throw e;
        } catch (RuntimeException | IOException e) {
            observer.receiveFailed("failed");
            LOG.errorf(e, "a %s of region %s for realm %s failed here", header.type(), header.from(), header.realmId());
            answer = Answer.of(
                    e instanceof RowsInTheWay ? Answer.Outcome.CONFLICT : Answer.Outcome.FAILED,
                    "it failed in region " + region + "; see the log there: " + rootMessage(e));
            note(known, header, rootMessage(e));
        }
        lookAgain(header);
        Optional<RealmState> copy = copyFor(header.from(), header.realmId(), known.isPresent());
        return envelope.seal(
                new Header(
                        MessageType.REPLY,
                        header.realmId(),
                        region,
                        header.from(),
                        header.epoch(),
                        header.base(),
                        copy.map(RealmState::position).orElse(Position.START),
                        MessageId.next(),
                        header.messageId(),
                        1,
                        1,
                        shape.mark().toString(),
                        copy.filter(realm -> realm.primaryRegion().equals(header.from()))
                                .map(RealmState::stream)
                                .orElse(StreamId.NONE)),
                Json.bytes(answer));
    }

    /** What is here of the realm, for those who held it before the message or are followed since. */
    private Optional<RealmState> copyFor(String sender, String realmId, boolean held) {
        return topology.secondary(realmId)
                .filter(realm -> held || realm.primaryRegion().equals(sender));
    }

    /** Only a primary's failures are this region's. */
    private void note(Optional<RealmState> known, Header header, String error) {
        if (known.filter(realm -> realm.isSecondary() && header.from().equals(realm.primaryRegion()))
                .isPresent()) {
            orders.noteError(header.realmId(), error);
        }
    }

    private void lookAgain(Header header) {
        if (header.type() == MessageType.HEARTBEATS) {
            topology.refresh();
        } else {
            topology.refresh(header.realmId());
        }
    }

    private Answer answer(Opened opened, Optional<RealmState> known, byte[] message) throws IOException, NotAccepted {
        Header header = opened.header();
        if (known.isEmpty() && header.type() != MessageType.CREATE && header.type() != MessageType.HEARTBEATS) {
            return holders.stranger(header);
        }
        if (known.isEmpty() && header.type() == MessageType.CREATE) {
            Optional<Answer> refusal = holders.refusal(header, Json.read(opened.payload(), Order.class));
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        if (header.type() == MessageType.UNKNOWN) {
            return Answer.of(
                    Answer.Outcome.REFUSED,
                    "region " + region + " does not know this type of message: upgrade this extension there");
        }
        if (header.type() == MessageType.HEARTBEATS) {
            return heartbeats(header, Json.read(opened.payload(), Heartbeats.class));
        }
        if (header.type() == MessageType.CREATE) {
            return orders.create(header, Json.read(opened.payload(), Order.class));
        }
        RealmState realm = known.orElseThrow();
        if (!follows(realm, header.epoch(), header.from())) {
            roles.doubt(realm, new Claim(header.epoch(), header.from()));
            return switch (header.type()) {
                case FOLLOW -> roles.follow(header, terms(opened));
                case PROMOTE -> roles.promote(header, terms(opened));
                case CANCEL, CLAIM -> roles.heard(realm, header);
                default -> roles.notFollowing(realm, header);
            };
        }
        if (!header.stream().equals(realm.stream()) && isOfStream(header.type())) {
            return Answer.of(
                    Answer.Outcome.REFUSED,
                    "the copy in region " + region
                            + " is fed by another stream of this realm (restored from a backup?):"
                            + " set this replica INACTIVE, delete it and create it again");
        }
        return switch (header.type()) {
            case BATCH, DIGEST, DIVERGENCES ->
                shape.mark().sameTables(SchemaMark.parse(header.schema()))
                        ? rows(realm, opened, message)
                        : otherTables(realm, header);
            case HEARTBEAT -> orders.heartbeat(realm, header, Json.read(opened.payload(), Heartbeat.class));
            case STATUS -> orders.status(realm, Json.read(opened.payload(), Order.class));
            case DELETE -> orders.delete(realm, Json.read(opened.payload(), Order.class));
            case TERMS -> roles.terms(realm, terms(opened));
            case FOLLOW -> roles.follow(header, terms(opened));
            case CLAIM -> roles.claim(realm);
            case PROMOTE -> roles.promote(header, terms(opened));
            case CANCEL -> roles.cancel(header, terms(opened));
            case READINESS -> roles.readiness(realm, Json.read(opened.payload(), Candidate.class));
            case PROBE -> roles.probe(realm, header, Json.read(opened.payload(), Probe.class));
            default -> Answer.of(Answer.Outcome.REFUSED, "a " + header.type() + " is no order");
        };
    }

    /** What carries rows or compares them. */
    private Answer rows(RealmState realm, Opened opened, byte[] message) throws IOException, NotAccepted {
        return switch (opened.header().type()) {
            case BATCH ->
                holders.isGivenOut(realm, opened.header())
                        ? cuts.take(realm, opened.header(), opened.payload(), message)
                        : Answer.of(
                                Answer.Outcome.REFUSED,
                                "no primary at epoch " + opened.header().epoch() + " gives out position "
                                        + opened.header().position());
            case DIGEST -> orders.digest(realm, opened.header(), Json.read(opened.payload(), Question.class));
            default -> roles.divergences(realm, Json.read(opened.payload(), Taken.class));
        };
    }

    /** Only rows wait: whatever the tables, a region must hear who the primary is. */
    private Answer otherTables(RealmState realm, Header header) {
        String difference = shape.difference(region, header.from(), SchemaMark.parse(header.schema()), null);
        orders.noteSchema(realm, header, difference);
        return Answer.schema(difference, shape.elements());
    }

    /** Who the primary is, is a matter of epochs, whatever the stream. */
    private static boolean isOfStream(MessageType type) {
        return switch (type) {
            case FOLLOW, CLAIM, PROMOTE, CANCEL -> false;
            default -> true;
        };
    }

    private static boolean follows(RealmState realm, long epoch, String region) {
        return realm.isSecondary() && realm.claim().equals(new Claim(epoch, region));
    }

    /** Each in a transaction of its own: what stops one says nothing of the others. */
    private Answer heartbeats(Header header, Heartbeats heartbeats) {
        return Answer.unconfirmed(heartbeats.streams().stream()
                .filter(stream -> !isConfirmed(header, stream))
                .map(Heartbeats.Stream::realmId)
                .toList());
    }

    private boolean isConfirmed(Header header, Heartbeats.Stream stream) {
        try {
            Optional<RealmState> known =
                    connections.transaction(connection -> RealmRows.of(connection, stream.realmId()));
            known.ifPresent(realm -> roles.doubt(realm, new Claim(stream.epoch(), header.from())));
            return known.filter(realm -> follows(realm, stream.epoch(), header.from()))
                    .filter(realm -> realm.stream().equals(stream.stream()))
                    .filter(realm -> orders.heartbeat(realm, stream.position(), header.schema(), stream.heartbeat())
                                    .outcome()
                            == Answer.Outcome.OK)
                    .isPresent();
        } catch (RuntimeException e) {
            LOG.debugf(e, "a heartbeat of region %s for realm %s failed here", header.from(), stream.realmId());
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
