package io.multiregion.engine.receive;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Batch;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Order;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.StreamId;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.store.EpochRows;
import io.multiregion.engine.state.store.Label;
import io.multiregion.engine.state.store.LifeRows;
import io.multiregion.engine.state.store.MemberRows;
import io.multiregion.engine.state.store.ModelRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a primary orders, other than rows. Called on threads without a transaction. */
public final class Orders {

    private final String region;
    private final Connections connections;
    private final Journal journal;
    private final RowQuestions rows;
    private final Consumer<String> removal;
    private final Clock clock;

    /** @param removal removes this region's copy of a realm, by its id, with all that belongs to it */
    public Orders(
            String region,
            Connections connections,
            Journal journal,
            RowQuestions rows,
            Consumer<String> removal,
            Clock clock) {
        this.region = region;
        this.connections = connections;
        this.journal = journal;
        this.rows = rows;
        this.removal = removal;
        this.clock = clock;
    }

    /**
     * Takes on a copy, unless the realm is there already and is not a copy of this primary's. Said again, it changes nothing; under the
     * id of another stream a new life of the copy begins, of which nothing is believed to be there. An order of an earlier life begins
     * none.
     */
    Answer create(Header header, Order order) {
        if (Math.abs(clock.millis() - order.sentAt()) > Order.CREATE_VALID_MILLIS) {
            return refused("the clocks of the regions are more than five minutes apart: set them right and try again");
        }
        if (header.stream().equals(StreamId.NONE)) {
            return refused("the stream that is to begin has no id: upgrade this extension in region " + header.from());
        }
        connections
                .transaction(connection -> RealmRows.of(connection, header.realmId()))
                .filter(realm -> realm.isSecondary() && realm.status() == ReplicaStatus.DELETING)
                .filter(realm -> isNew(realm, header, order))
                .ifPresent(this::remove);
        return connections.transaction(connection -> {
            Optional<RealmState> known = RoleRows.lock(connection, header.realmId());
            if (known.isPresent()) {
                RealmState realm = known.get();
                if (!realm.isSecondary() || !header.from().equals(realm.primaryRegion())) {
                    return refused("region " + region + " has the " + realm.role() + " role for this realm already");
                }
                if (realm.stream().equals(header.stream())) {
                    return Answer.ok(cursor(connection, header.realmId()));
                }
            } else if (isTaken(connection, header.realmId(), order.realmName())) {
                return refused("region " + region + " has a realm named " + order.realmName()
                        + " of its own: remove or rename one of the two");
            }
            Optional<String> taken = labelTakenBy(connection, header, order);
            if (taken.isPresent()) {
                return refused("region " + region + " has a realm whose label is " + order.label()
                        + " already: delete the replicas of one of the two, rename it, and have it replicated anew");
            }
            return isNew(connection, header, order)
                    ? begin(connection, header, order)
                    : refused("it was made before what region " + region + " has heard of this realm since");
        });
    }

    private static Answer refused(String why) {
        return Answer.of(Answer.Outcome.REFUSED, why);
    }

    private static boolean isTaken(Connection connection, String realmId, String name) throws SQLException {
        return Sql.first(connection, "select 1 from REALM where ID = ? or NAME = ?", row -> 1, realmId, name)
                .isPresent();
    }

    private static Optional<String> labelTakenBy(Connection connection, Header header, Order order)
            throws SQLException {
        return order.label() == null
                ? Optional.empty()
                : Label.takenBy(connection, Label.of(order.label()), header.realmId());
    }

    private boolean isNew(RealmState realm, Header header, Order order) {
        return header.from().equals(realm.primaryRegion())
                && connections.transaction(connection -> isNew(connection, header, order));
    }

    private static boolean isNew(Connection connection, Header header, Order order) throws SQLException {
        return LifeRows.of(connection, header.realmId()).isBefore(header.epoch(), order.control());
    }

    /** What is there of the realm is not known to be anything: the first copy begins with nothing. */
    private Answer begin(Connection connection, Header header, Order order) throws SQLException {
        String realmId = header.realmId();
        RealmRows.assume(
                connection,
                new Secondary(
                        Realm.named(realmId, order.realmName(), order.label() == null ? null : Label.of(order.label())),
                        new Claim(header.epoch(), header.from()),
                        URI.create(order.primaryUrl()),
                        Course.at(Position.START),
                        ReplicaStatus.CREATING,
                        Feed.from(header.stream(), Position.START)));
        RoleRows.take(connection, realmId, header.epoch(), header.stream(), order.control());
        journal.forget(connection, realmId);
        MemberRows.replace(connection, realmId, List.of());
        EpochRows.replace(connection, realmId, List.of());
        Sql.update(connection, "delete from MR_PART where REALM_ID = ?", realmId);
        return Answer.ok(Batch.COPY_START);
    }

    private static String cursor(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select COPY_CURSOR from MR_STREAM where REALM_ID = ?",
                        row -> row.getString(1),
                        realmId)
                .orElse(Batch.COPY_START);
    }

    /**
     * Notes where the primary stands; a copy that has all of it is level as of the moment that the heartbeat tells, and what went wrong
     * before no longer matters. An old heartbeat is answered and not noted: whoever repeats one cannot have a primary look alive.
     */
    Answer heartbeat(RealmState realm, Header header, Heartbeat heartbeat) {
        return heartbeat(realm, header.position(), header.schema(), heartbeat);
    }

    /** One of several that came in one message, under that message's schema. */
    Answer heartbeat(RealmState realm, Position position, String schema, Heartbeat heartbeat) {
        return connections.transaction(connection -> {
            boolean there = realm.position().equals(position);
            boolean whole = there && heartbeat.levelAt() > 0;
            boolean doubted = ModelRows.isDoubted(connection, realm.realmId())
                    && !(whole && ModelRows.compared(connection, realm.realmId(), heartbeat.sentAt()));
            boolean level = there && !doubted;
            boolean news = Sql.update(
                            connection,
                            "update MR_STREAM set HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, LEVEL_AT = ?, HEARD_AT = ?, SAID_AT = ?,"
                                    + " HEARD_SCHEMA = ?"
                                    + (whole ? ", LAST_ERROR = null" : "")
                                    + " where REALM_ID = ? and STREAM = ? and SAID_AT < ?",
                            position.epoch(),
                            position.sequence(),
                            level
                                    ? Math.max(
                                            heartbeat.levelAt(), realm.levelAt().toEpochMilli())
                                    : realm.levelAt().toEpochMilli(),
                            clock.millis(),
                            heartbeat.sentAt(),
                            schema,
                            realm.realmId(),
                            realm.stream(),
                            heartbeat.sentAt())
                    == 1;
            if (news) {
                journal.trim(connection, realm.realmId(), heartbeat.floor());
            }
            if (!there) {
                return Answer.of(Answer.Outcome.GAP, "region " + region + " is at " + realm.position());
            }
            return level
                    ? Answer.ok(null)
                    : Answer.of(
                            Answer.Outcome.COMPARE,
                            "Keycloak has migrated the database of region " + region + ": its rows are to be compared");
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
            remove(realm);
        }
        return answer;
    }

    /** Removes a copy and all that was known of its stream, but for how far the realm has come. */
    private void remove(RealmState realm) {
        String realmId = realm.realmId();
        removal.accept(realmId);
        connections.transaction(connection -> {
            if (RoleRows.lock(connection, realmId)
                    .filter(now -> now.stream().equals(realm.stream()))
                    .isEmpty()) {
                return 0;
            }
            journal.forget(connection, realmId);
            RealmRows.release(connection, realmId);
            Sql.update(connection, "delete from MR_PART where REALM_ID = ?", realmId);
            ModelRows.forget(connection, realmId);
            return Sql.update(connection, "delete from MR_REALM where REALM_ID = ?", realmId);
        });
    }

    /** What is here, at the position that the message names and no other. */
    Answer digest(RealmState realm, Header header, Question question) {
        return connections.snapshot(connection -> {
            Position reached =
                    RealmRows.of(connection, realm.realmId()).orElseThrow().position();
            if (!reached.equals(header.position())) {
                return Answer.of(Answer.Outcome.GAP, "region " + region + " is at " + reached);
            }
            if (question.repair()) {
                ModelRows.comparing(connection, realm.realmId());
            }
            return rows.answer(connection, realm.realmId(), question);
        });
    }

    /** Does what an order says unless it is a replayed one. */
    private Answer controlled(RealmState realm, Order order, Connections.Work<Answer> work) {
        return connections.transaction(connection -> RoleRows.numbers(connection, realm.realmId(), clock.millis())
                                .reach(order.control())
                        && RoleRows.take(connection, realm.realmId(), realm.epoch(), realm.stream(), order.control())
                ? work.in(connection)
                : refused("an order with a later number was taken before, or its number is out of reach"));
    }

    /** Keeps that the primary has other tables, for whoever asks this region and for the rule that asks whether it has. */
    void noteSchema(RealmState realm, Header header, String difference) {
        connections.transaction(connection -> {
            RealmRows.noteError(connection, realm.realmId(), difference);
            return Sql.update(
                    connection,
                    "update MR_STREAM set HEARD_SCHEMA = ? where REALM_ID = ? and STREAM = ?",
                    header.schema(),
                    realm.realmId(),
                    realm.stream());
        });
    }

    /** Keeps why the last message failed, for whoever asks this region. */
    void noteError(String realmId, String error) {
        connections.transaction(connection -> {
            RealmRows.noteError(connection, realmId, error);
            return null;
        });
    }
}
