package io.multiregion.engine.receive.copy;

import io.multiregion.engine.back.Returns;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.records.PartRows;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.EpochRows;
import io.multiregion.engine.state.store.Label;
import io.multiregion.engine.state.store.LifeRows;
import io.multiregion.engine.state.store.MemberRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes on a copy, unless the realm is there already and is not a copy of this primary's. Said again, it changes nothing; under the
 * id of another stream a new life of the copy begins, of which nothing is believed to be there. An order of an earlier life begins
 * none.
 */
public final class Creation implements Act {

    private final String region;
    private final Connections connections;
    private final Invitations invitations;
    private final CopyRemoval removal;
    private final Clock clock;

    public Creation(String region, Connections connections, Invitations invitations, CopyRemoval removal, Clock clock) {
        this.region = region;
        this.connections = connections;
        this.invitations = invitations;
        this.removal = removal;
        this.clock = clock;
    }

    @Override
    public Answer take(Told told) throws IOException {
        CopyOrder.Create order = told.request(CopyOrder.Create.class);
        Optional<Answer> uninvited = told.known().isPresent() ? Optional.empty() : invitations.refusal(told, order);
        return uninvited
                .or(() -> unfit(told.header(), order).map(Answer::refused))
                .orElseGet(() -> create(told.header(), order));
    }

    private Optional<String> unfit(Header header, CopyOrder.Create order) {
        if (Math.abs(clock.millis() - order.sentAt()) > CopyOrder.CREATE_VALID_MILLIS) {
            return Optional.of(
                    "the clocks of the regions are more than five minutes apart: set them right and try again");
        }
        return header.stream().equals(StreamId.NONE)
                ? Optional.of(
                        "the stream that is to begin has no id: upgrade this extension in region " + header.from())
                : Optional.empty();
    }

    private Answer create(Header header, CopyOrder.Create order) {
        endInterrupted(header, order);
        return connections.transaction(connection -> {
            Optional<RealmState> known = RoleRows.lock(connection, header.realmId());
            if (known.filter(realm -> isOf(header, realm) && realm.stream().equals(header.stream()))
                    .isPresent()) {
                return Answer.ok(StreamRows.cursor(connection, header.realmId()));
            }
            Optional<Trouble> inTheWay = inTheWay(connection, header, order, known);
            return inTheWay.isPresent()
                    ? Answer.of(Answer.Outcome.REFUSED, inTheWay.get())
                    : begin(connection, header, order);
        });
    }

    /** A removal that was under way comes to its end before a new life begins. */
    private void endInterrupted(Header header, CopyOrder.Create order) {
        connections
                .transaction(connection -> RealmRows.of(connection, header.realmId()))
                .filter(realm -> realm.status() == ReplicaStatus.DELETING && isOf(header, realm))
                .filter(realm -> connections.transaction(connection -> isNew(connection, header, order)))
                .ifPresent(removal::of);
    }

    private static boolean isOf(Header header, RealmState realm) {
        return realm.isSecondary() && header.from().equals(realm.primaryRegion());
    }

    /**
     * A copy that never was whole, or that its primary has forgotten, gives way to a later primary that it does not know of: nobody else
     * will feed it.
     */
    private boolean givesWay(RealmState realm, Header header) {
        Claim theirs = new Claim(header.epoch(), header.from());
        return realm.isSecondary()
                && (realm.status() == ReplicaStatus.CREATING || realm.status() == ReplicaStatus.FORGOTTEN)
                && theirs.epoch() > realm.epoch()
                && invitations.refusesClaim(theirs, realm).isEmpty();
    }

    private Optional<Trouble> inTheWay(
            Connection connection, Header header, CopyOrder.Create order, Optional<RealmState> known)
            throws SQLException {
        if (known.isPresent() && !isOf(header, known.get()) && !givesWay(known.get(), header)) {
            return said("region " + region + " has the " + known.get().role() + " role for this realm already");
        }
        Optional<Trouble> taken =
                known.isEmpty() ? taken(connection, region, header, order.realmName()) : Optional.empty();
        if (taken.isPresent()) {
            return taken;
        }
        Optional<Trouble> labelled = labelTaken(connection, region, header, order.label());
        if (labelled.isPresent()) {
            return labelled;
        }
        return isNew(connection, header, order)
                ? Optional.empty()
                : said("it was made before what region " + region + " has heard of this realm since");
    }

    private static Optional<Trouble> said(String what) {
        return Optional.of(Trouble.of(Remedy.CHANGE_IN_COPY, what));
    }

    /** A realm here that has the id or the name. */
    static Optional<Trouble> taken(Connection connection, String region, Header header, String name)
            throws SQLException {
        if (has(connection, "select 1 from REALM where ID = ?", header.realmId())) {
            return said(
                    "region " + region + " has a realm of the same id of its own, as after an import of the same file:"
                            + " remove it there, or make it anew with an id of its own");
        }
        Optional<String> holder =
                Sql.first(connection, "select ID from REALM where NAME = ?", row -> row.getString(1), name);
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        return RealmRows.of(connection, holder.get())
                        .filter(copy -> isOf(header, copy))
                        .isPresent()
                ? Optional.of(Trouble.of(
                        Remedy.PASSES,
                        "region " + region + " has a copy of another realm named " + name
                                + " still: it goes on by itself once that copy has its new name, or is deleted"))
                : said("region " + region + " has a realm named " + name
                        + " of its own: remove or rename one of the two");
    }

    private static boolean has(Connection connection, String select, String value) throws SQLException {
        return Sql.first(connection, select, row -> 1, value).isPresent();
    }

    /** Another realm here that has the label. */
    static Optional<Trouble> labelTaken(Connection connection, String region, Header header, Optional<String> label)
            throws SQLException {
        return label.isEmpty()
                        || Label.takenBy(connection, Label.of(label.get()), header.realmId())
                                .isEmpty()
                ? Optional.empty()
                : said("region " + region + " has a realm whose label is " + label.get()
                        + " already: delete the replicas of one of the two, rename it, and have it replicated anew");
    }

    private static boolean isNew(Connection connection, Header header, CopyOrder.Create order) throws SQLException {
        return LifeRows.of(connection, header.realmId()).isBefore(header.epoch(), order.control());
    }

    /** What is there of the realm is not known to be anything: the first copy begins with nothing. */
    private Answer begin(Connection connection, Header header, CopyOrder.Create order) throws SQLException {
        String realmId = header.realmId();
        RealmRows.assume(connection, begun(header, order));
        RoleRows.take(connection, realmId, header.epoch(), header.stream(), order.control());
        Journal.forget(connection, realmId);
        Returns.forget(connection, realmId);
        MemberRows.forget(connection, realmId);
        EpochRows.forget(connection, realmId);
        PartRows.forget(connection, realmId);
        return Answer.ok(Batch.COPY_START);
    }

    private static RealmState begun(Header header, CopyOrder.Create order) {
        return new Secondary(
                Realm.named(
                        header.realmId(),
                        order.realmName(),
                        order.label().map(Label::of).orElse(null)),
                new Claim(header.epoch(), header.from()),
                URI.create(order.primaryUrl()),
                Course.at(Position.START),
                ReplicaStatus.CREATING,
                Feed.from(header.stream(), Position.START));
    }
}
