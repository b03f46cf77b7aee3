package io.multiregion.engine.schedule;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.records.DeposedRows;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A region: a database that lasts, a node that may crash, and somebody who writes. */
final class Region {

    private final String name;
    private final Connections database;
    private final Supplier<Life> starting;
    private final Set<Mutation> mutations;
    private Life node;
    private boolean frozen;
    private boolean buried;
    private final Writer writer;

    /** @param starting makes a node of this region */
    Region(
            String name,
            Connections database,
            Supplier<Life> starting,
            Set<Mutation> mutations,
            Writer.Witness witness) {
        this.name = name;
        this.database = database;
        this.starting = starting;
        this.mutations = mutations;
        this.writer = new Writer(this, mutations, witness);
    }

    String name() {
        return name;
    }

    Connections database() {
        return database;
    }

    Writer writer() {
        return writer;
    }

    /** Its node, if it has one that does anything. */
    Optional<Life> node() {
        return Optional.ofNullable(node).filter(one -> !one.isDead() && !frozen);
    }

    boolean isDown() {
        return node == null || node.isDead();
    }

    boolean isFrozen() {
        return frozen;
    }

    void freeze(boolean freezes) {
        frozen = freezes;
    }

    /** Whether a node of its own is in the middle of something on this thread. */
    boolean isBusy() {
        return node != null && node.isBusy();
    }

    /** Starts a node if there is none. */
    void start() {
        if (isDown() && !isBusy()) {
            buried = false;
            node = starting.get();
            if (mutations.contains(Mutation.NO_DOUBT_AFTER_ABSENCE)) {
                forgetDoubt();
            }
        }
    }

    private void forgetDoubt() {
        execute("update MR_REALM set STANDING = 'CONFIRMED' where ROLE = 'PRIMARY' and STANDING = 'UNCONFIRMED'");
    }

    /** The crash of its node that nobody has heard of yet. */
    Optional<Crash> unseenCrash() {
        return Optional.ofNullable(node).filter(one -> one.isDead() && !buried).map(Life::crash);
    }

    /** After whatever has crashed it: transactions that were open are rolled back. */
    void crashed() {
        if (node != null && !node.isDead()) {
            node.crash();
        }
        buried = true;
        frozen = false;
        writer.rollBack();
    }

    void tick() {
        node().ifPresent(Life::tick);
        if (mutations.contains(Mutation.NO_DOUBT_AFTER_ABSENCE)) {
            forgetDoubt();
        }
    }

    void round() {
        node().ifPresent(Life::round);
        if (mutations.contains(Mutation.JOURNAL_TRIMMED_EARLY)) {
            execute("delete from MR_JOURNAL where SEQUENCE is not null");
        }
        if (mutations.contains(Mutation.PAGES_TRIMMED_EARLY)) {
            execute("delete from MR_JOURNAL where SEQUENCE <= (select min(SEQUENCE) from MR_REPLICA)");
        }
    }

    void execute(String sql, Object... values) {
        database.transaction(connection -> Sql.update(connection, sql, values));
    }

    /** Founds the realm here, with some users, replicated to others. */
    void found(List<String> others) {
        database.transaction(connection -> {
            Sql.update(connection, "insert into REALM (ID, NAME) values (?, ?)", Users.REALM, Users.REALM);
            RealmRows.enrol(connection, Users.REALM);
            for (int i = 0; i < 4; i++) {
                Users.write(connection, new Users.Change("first" + i, "name" + i), 0);
            }
            RealmRows.assume(
                    connection,
                    RealmStates.of(
                            Users.REALM,
                            Users.REALM,
                            Role.PRIMARY,
                            1,
                            ReplicaStatus.ACTIVE,
                            name,
                            Life.url(name),
                            Position.START,
                            Position.START,
                            Instant.EPOCH,
                            null));
            for (String other : others) {
                ReplicaRows.add(connection, Users.REALM, other, Life.url(other), ReplicaStatus.ACTIVE, StreamId.next());
            }
            return null;
        });
    }

    Optional<Promises.Look> look() {
        return database.transaction(connection -> {
            Optional<RealmState> realm = RealmRows.of(connection, Users.REALM);
            if (realm.isEmpty()) {
                return Optional.empty();
            }
            boolean whole = realm.get().isPrimary()
                    || Sql.first(
                                    connection,
                                    "select 1 from MR_STREAM where REALM_ID = ? and COPY_CURSOR = ?",
                                    row -> 1,
                                    Users.REALM,
                                    Batch.COPY_DONE)
                            .isPresent();
            return Optional.of(new Promises.Look(realm.get(), whole, Users.of(connection)));
        });
    }

    /** What all users are here. */
    Map<String, String> users() {
        return database.transaction(Users::of);
    }

    /** Whether nothing is in the journal past a sequence. */
    boolean isShipped(long sequence) {
        return database.transaction(connection -> Sql.first(
                        connection,
                        "select 1 from MR_JOURNAL where SEQUENCE is null or SEQUENCE > ?",
                        row -> 1,
                        sequence)
                .isEmpty());
    }

    Optional<RealmState> realm() {
        return database.transaction(connection -> RealmRows.of(connection, Users.REALM));
    }

    /** Whether it has something beyond the common history that is not listed yet. */
    boolean isToBeRecorded() {
        return database.transaction(connection -> DeposedRows.isDue(connection, Users.REALM));
    }

    /** The ids of the resources that are listed as divergences here. */
    Set<String> listed() {
        return Set.copyOf(database.transaction(
                connection -> Sql.list(connection, "select RESOURCE_ID from MR_DIVERGENCE", row -> row.getString(1))));
    }
}
