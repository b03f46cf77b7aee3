package io.multiregion.replication.receive;

import io.multiregion.replication.apply.Applier;
import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Batch;
import io.multiregion.replication.batch.Heartbeat;
import io.multiregion.replication.batch.Order;
import io.multiregion.replication.batch.Question;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.database.Sql;
import io.multiregion.replication.journal.Journal;
import io.multiregion.replication.resource.Position;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.topology.RealmRows;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaStatus;
import io.multiregion.replication.topology.Role;
import io.multiregion.replication.topology.RoleRows;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What a primary orders, other than rows. Called on threads without a transaction. */
public final class Orders {

    private final String region;
    private final Connections connections;
    private final Journal journal;
    private final RowQuestions rows;
    private final Applier applier;
    private final Clock clock;

    public Orders(
            String region, Connections connections, Journal journal, RowQuestions rows, Applier applier, Clock clock) {
        this.region = region;
        this.connections = connections;
        this.journal = journal;
        this.rows = rows;
        this.applier = applier;
        this.clock = clock;
    }

    /** Takes on a copy, unless the realm is there already and is not a copy of this primary's. */
    Answer create(Header header, Order order) {
        if (Math.abs(clock.millis() - order.sentAt()) > Order.CREATE_VALID_MILLIS) {
            return Answer.of(
                    Answer.Outcome.REFUSED,
                    "the clocks of the regions are more than five minutes apart: set them right and try again");
        }
        return connections.transaction(connection -> {
            Optional<RealmState> known = RealmRows.of(connection, header.realmId());
            if (known.isPresent()) {
                return known.get().isSecondary()
                                && header.from().equals(known.get().primaryRegion())
                        ? taken(connection, header, order)
                        : Answer.of(
                                Answer.Outcome.REFUSED,
                                "region " + region + " has the " + known.get().role() + " role for this realm already");
            }
            if (Sql.first(
                            connection,
                            "select 1 from REALM where ID = ? or NAME = ?",
                            row -> 1,
                            header.realmId(),
                            order.realmName())
                    .isPresent()) {
                return Answer.of(
                        Answer.Outcome.REFUSED,
                        "region " + region + " has a realm named " + order.realmName()
                                + " of its own: remove or rename one of the two");
            }
            RealmRows.assume(
                    connection,
                    new RealmState(
                            header.realmId(),
                            order.realmName(),
                            Role.SECONDARY,
                            header.epoch(),
                            ReplicaStatus.CREATING,
                            header.from(),
                            URI.create(order.primaryUrl()),
                            Position.START,
                            Position.START,
                            Instant.EPOCH,
                            null));
            return taken(connection, header, order);
        });
    }

    private static Answer taken(Connection connection, Header header, Order order) throws SQLException {
        RoleRows.take(connection, header.realmId(), order.control());
        String cursor = Sql.first(
                        connection,
                        "select COPY_CURSOR from MR_STREAM where REALM_ID = ?",
                        row -> row.getString(1),
                        header.realmId())
                .orElse(Batch.COPY_START);
        return Answer.ok(cursor);
    }

    /**
     * Notes where the primary stands; a copy that has all of it is level as of the moment that the heartbeat tells, and what went wrong
     * before no longer matters. An old heartbeat is answered and not noted: whoever repeats one cannot have a primary look alive.
     */
    Answer heartbeat(RealmState realm, Position position, Heartbeat heartbeat) {
        return connections.transaction(connection -> {
            boolean level = realm.position().equals(position);
            boolean whole = level && heartbeat.levelAt() > 0;
            Sql.update(
                    connection,
                    "update MR_STREAM set HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, LEVEL_AT = ?, HEARD_AT = ?, SAID_AT = ?"
                            + (whole ? ", LAST_ERROR = null" : "")
                            + " where REALM_ID = ? and SAID_AT < ?",
                    position.epoch(),
                    position.sequence(),
                    level
                            ? Math.max(heartbeat.levelAt(), realm.levelAt().toEpochMilli())
                            : realm.levelAt().toEpochMilli(),
                    clock.millis(),
                    heartbeat.sentAt(),
                    realm.realmId(),
                    heartbeat.sentAt());
            journal.trim(connection, realm.realmId(), heartbeat.floor());
            return level
                    ? Answer.ok(null)
                    : Answer.of(Answer.Outcome.GAP, "region " + region + " is at " + realm.position());
        });
    }

    Answer status(RealmState realm, Order order) {
        return controlled(realm, order, connection -> {
            RealmRows.setStatus(connection, realm.realmId(), ReplicaStatus.valueOf(order.status()));
            return Answer.ok(null);
        });
    }

    Answer delete(RealmState realm, Order order) {
        Answer answer = controlled(realm, order, connection -> {
            RealmRows.setStatus(connection, realm.realmId(), ReplicaStatus.DELETING);
            return Answer.ok(null);
        });
        if (answer.outcome() == Answer.Outcome.OK) {
            applier.removeCopy(realm.realmId());
            connections.transaction(connection -> {
                journal.forget(connection, realm.realmId());
                RealmRows.release(connection, realm.realmId());
                Sql.update(connection, "delete from MR_PART where REALM_ID = ?", realm.realmId());
                return Sql.update(connection, "delete from MR_REALM where REALM_ID = ?", realm.realmId());
            });
        }
        return answer;
    }

    /** What is here, at the position that the message names and no other. */
    Answer digest(RealmState realm, Header header, Question question) {
        return connections.snapshot(connection -> {
            Position reached =
                    RealmRows.of(connection, realm.realmId()).orElseThrow().position();
            if (!reached.equals(header.position())) {
                return Answer.of(Answer.Outcome.GAP, "region " + region + " is at " + reached);
            }
            return rows.answer(connection, realm.realmId(), question);
        });
    }

    /** Does what an order says unless it is a replayed one. */
    private Answer controlled(RealmState realm, Order order, Connections.Work<Answer> work) {
        return connections.transaction(connection -> RoleRows.take(connection, realm.realmId(), order.control())
                ? work.in(connection)
                : Answer.of(Answer.Outcome.REFUSED, "an order with a later number was taken before"));
    }

    /** Keeps why the last message failed, for whoever asks this region. */
    void noteError(String realmId, String error) {
        connections.transaction(connection -> {
            RealmRows.noteError(connection, realmId, error);
            return null;
        });
    }
}
