package io.multiregion.engine.schedule;

import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.gate.WriteRefusedException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Somebody who writes in a region, in one transaction at a time, and cannot commit past the gate. */
final class Writer {

    /** As many users as there are at most, and as many names: names are taken again and again. */
    private static final int MOST = 7;

    /** A transaction that has written and not yet committed. */
    private record Open(Connection connection, int write, List<Users.Change> changes) {}

    /** Is told of writes. */
    interface Witness {
        /** About to be committed. */
        void writing(String region, RealmState realm);

        void acknowledged(String region, RealmState realm, int write, List<Users.Change> changes);
    }

    private final Region region;
    private final Set<Mutation> mutations;
    private final Witness witness;
    private Open open;

    Writer(Region region, Set<Mutation> mutations, Witness witness) {
        this.region = region;
        this.mutations = mutations;
        this.witness = witness;
    }

    /** Writes in a transaction of its own and says what came of it. */
    String write(int write, Random random) {
        String began = begin(write, random);
        return open != null && open.write() == write ? commit() : began;
    }

    /** Writes to all users, in a transaction of its own. */
    String writeMuch(int write, Random random) {
        String began = begin(write, users -> drawnOfAll(write, users, random));
        return open != null && open.write() == write ? commit() : began;
    }

    /** Writes, and leaves the transaction open, if none is. */
    String begin(int write, Random random) {
        return begin(write, users -> drawn(write, users, random));
    }

    private String begin(int write, Function<Map<String, String>, List<Users.Change>> drawing) {
        if (region.node().isEmpty() || open != null || region.realm().isEmpty()) {
            return "nobody writes";
        }
        try {
            Connection connection = region.database().open();
            connection.setAutoCommit(false);
            open = new Open(connection, write, new ArrayList<>());
            Map<String, String> users = Users.of(connection);
            for (Users.Change change : drawing.apply(users)) {
                Users.write(connection, change, write);
                open.changes().add(change);
            }
            if (open.changes().isEmpty()) {
                rollBack();
                return "nothing to write";
            }
            return "write " + write + ": " + open.changes();
        } catch (SQLException e) {
            rollBack();
            return "write " + write + " waits in vain";
        }
    }

    private static List<Users.Change> drawn(int write, Map<String, String> users, Random random) {
        List<String> ids = new ArrayList<>(users.keySet());
        Set<String> names = new TreeSet<>();
        users.values().forEach(text -> names.add(text.split(" ")[0]));
        List<Users.Change> changes = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String name = "name" + random.nextInt(MOST + 2);
            String id = ids.isEmpty() ? null : ids.remove(random.nextInt(ids.size()));
            int kind = random.nextInt(10);
            if (kind < 4 && ids.size() < MOST && names.add(name)) {
                changes.add(new Users.Change("user" + write + "-" + i, name));
            } else if (id != null && kind < 6) {
                changes.add(new Users.Change(id, null));
            } else if (id != null) {
                String old = users.get(id).split(" ")[0];
                changes.add(new Users.Change(id, kind < 8 && names.add(name) ? name : old));
            }
        }
        return changes;
    }

    /** Each user changes, or goes and leaves its name to another one; and there are as many as there may be. */
    private static List<Users.Change> drawnOfAll(int write, Map<String, String> users, Random random) {
        List<Users.Change> changes = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        users.forEach((id, text) -> {
            String name = text.split(" ")[0];
            names.add(name);
            boolean goes = random.nextInt(3) == 0;
            changes.add(new Users.Change(id, goes ? null : name));
            if (goes) {
                changes.add(new Users.Change("user" + write + "-" + name, name));
            }
        });
        for (int i = 0; i < MOST + 2; i++) {
            if (names.size() < MOST && names.add("name" + i)) {
                changes.add(new Users.Change("user" + write + "-name" + i, "name" + i));
            }
        }
        return changes;
    }

    /** Ends the open transaction as a server would: not before the gate has let it pass. */
    String commit() {
        if (open == null) {
            return "nothing to commit";
        }
        Open ending = open;
        if (region.node().isEmpty() || region.isBusy()) {
            return "nobody commits";
        }
        try {
            RealmState before = RealmRows.of(ending.connection(), Users.REALM).orElseThrow();
            witness.writing(region.name(), region.realm().orElseThrow());
            if (mutations.contains(Mutation.FENCE_STAYS_OPEN)) {
                Sql.update(ending.connection(), "update MR_REALM set STANDING = 'CONFIRMED' where ROLE = 'PRIMARY'");
            }
            Set<String> journalled = pass(ending);
            RealmState realm = RealmRows.of(ending.connection(), Users.REALM).orElse(before);
            ending.connection().commit();
            open = null;
            ending.connection().close();
            witness.acknowledged(region.name(), realm, ending.write(), ending.changes());
            journalled.forEach(region.node().orElseThrow().gate()::committed);
            return "write " + ending.write() + " committed in epoch " + realm.epoch();
        } catch (WriteRefusedException | SQLException | DatabaseException e) {
            rollBack();
            return "write " + ending.write() + " refused: " + e.getMessage();
        }
    }

    private Set<String> pass(Open ending) throws SQLException {
        try {
            return region.node()
                    .orElseThrow()
                    .gate()
                    .pass(ending.connection(), Users.captured(ending.changes()))
                    .journalledRealms();
        } catch (WriteRefusedException e) {
            if (mutations.contains(Mutation.GATE_LETS_ALL_PASS)) {
                return Set.of();
            }
            throw e;
        }
    }

    void rollBack() {
        if (open != null) {
            try (Connection connection = open.connection()) {
                connection.rollback();
            } catch (SQLException e) {
                throw new DatabaseException(e);
            } finally {
                open = null;
            }
        }
    }
}
