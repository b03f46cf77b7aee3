package io.multiregion.engine.receive;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.receive.known.CopyNotes;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.schema.SchemaMark;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import java.util.List;
import java.util.Optional;

/** Who may say what: the checks that stand before every act, in order. */
public final class Admittance {

    /** How much must be right before a message is let in: each asks for what those before it ask for, too. */
    private enum Demand {
        /** Nothing: whoever is trusted may say it, and the act looks itself. */
        NONE,
        /** The sender holds the realm. Who the primary is, is a matter of epochs, whatever the stream. */
        HOLDER,
        /** The sender holds the realm, and the replicated tables are the same; the act looks whether this region feeds it. */
        REPLICA,
        /** The sender is the primary that this region follows, and the message is of the stream that feeds the copy. */
        STREAM,
        /** The replicated tables are the same. */
        TABLES;

        static Demand of(MessageType type) {
            return switch (type) {
                case CREATE, HEARTBEATS, PREFLIGHT -> NONE;
                case FOLLOW, CLAIM, PROMOTE, CANCEL, EVENTS -> HOLDER;
                case RETURN -> REPLICA;
                case BATCH, DIGEST, DIVERGENCES -> TABLES;
                case HEARTBEAT, STATUS, TERMS, DELETE, READINESS, PROBE, REPLY, PASS, FETCH, UNKNOWN -> STREAM;
            };
        }

        /** Whether it is said by the primary that is followed, on the stream that feeds the copy. */
        boolean isOfStream() {
            return this == STREAM || this == TABLES;
        }
    }

    /** Looks at one thing; the answer to a message that is not let in, or empty. */
    private interface Check {
        Optional<Answer> refusal(Told told, Demand demand);
    }

    private final String region;
    private final Shape shape;
    private final Holders holders;
    private final CopyNotes notes;
    private final List<Check> checks = List.of(
            this::stranger,
            this::unknownType,
            this::notFollowed,
            this::otherStream,
            this::forgotten,
            this::otherTables);

    /** @param shape of this region's replicated tables */
    public Admittance(String region, Shape shape, Holders holders, CopyNotes notes) {
        this.region = region;
        this.shape = shape;
        this.holders = holders;
        this.notes = notes;
    }

    /** The answer to a message that is not let in; empty for one that is. */
    Optional<Answer> refusal(Told told) {
        Demand demand = Demand.of(told.header().type());
        if (demand == Demand.NONE) {
            return Optional.empty();
        }
        return checks.stream()
                .map(check -> check.refusal(told, demand))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Answer> stranger(Told told, Demand demand) {
        return told.known().isPresent()
                ? Optional.empty()
                : Optional.of(Answer.refused("region " + region + " holds no replica of this realm for region "
                        + told.header().from() + ": delete the replica on the primary and create it again"));
    }

    private Optional<Answer> unknownType(Told told, Demand demand) {
        return told.header().type() == MessageType.UNKNOWN
                ? Optional.of(Answer.refused(
                        "region " + region + " does not know this type of message: upgrade this extension there"))
                : Optional.empty();
    }

    /** Whatever such a sender says, this region has heard its claim. */
    private Optional<Answer> notFollowed(Told told, Demand demand) {
        if (demand == Demand.REPLICA || told.isFollowed()) {
            return Optional.empty();
        }
        RealmState realm = told.realm();
        holders.doubt(realm, told.claim());
        if (demand == Demand.HOLDER) {
            return Optional.empty();
        }
        return Optional.of(
                told.claim().outranks(realm.claim())
                        ? Answer.of(Answer.Outcome.NOT_FOLLOWING, "region " + region + " is at epoch " + realm.epoch())
                        : Answer.stale(
                                "region " + realm.primaryRegion() + " is the primary, at epoch " + realm.epoch(),
                                Told.primary(realm)));
    }

    private Optional<Answer> otherStream(Told told, Demand demand) {
        return !demand.isOfStream() || told.header().stream().equals(told.realm().stream())
                ? Optional.empty()
                : Optional.of(Answer.refused("the copy in region " + region
                        + " is fed by another stream of this realm (restored from a backup?):"
                        + " set this replica INACTIVE, delete it and create it again"));
    }

    /** It has said itself that it feeds nobody here: nothing it says brings users back but its operator's word. */
    private Optional<Answer> forgotten(Told told, Demand demand) {
        MessageType type = told.header().type();
        return !demand.isOfStream()
                        || told.realm().status() != ReplicaStatus.FORGOTTEN
                        || type == MessageType.STATUS
                        || type == MessageType.DELETE
                ? Optional.empty()
                : Optional.of(Answer.refused("region " + region + " was told by region "
                        + told.header().from() + " that it has no replica there, and serves nobody since: set this"
                        + " replica INACTIVE, then ACTIVE"));
    }

    /** Only rows wait: whatever the tables, a region must hear who the primary is. */
    private Optional<Answer> otherTables(Told told, Demand demand) {
        Header header = told.header();
        if (demand != Demand.TABLES && demand != Demand.REPLICA
                || shape.mark().sameTables(SchemaMark.parse(header.schema()))) {
            return Optional.empty();
        }
        String difference = shape.difference(region, header.from(), SchemaMark.parse(header.schema()), null);
        if (demand == Demand.TABLES) {
            notes.schema(told.realm(), header, difference);
        }
        return Optional.of(new Answer.OtherTables(difference, shape.elements()));
    }
}
