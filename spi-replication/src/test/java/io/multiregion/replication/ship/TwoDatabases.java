package io.multiregion.replication.ship;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.replication.apply.RowApplier;
import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Batch;
import io.multiregion.replication.batch.BatchReader;
import io.multiregion.replication.batch.Question;
import io.multiregion.replication.cut.Cut;
import io.multiregion.replication.cut.Cutter;
import io.multiregion.replication.database.DatabaseFailure;
import io.multiregion.replication.database.Dialect;
import io.multiregion.replication.database.KeycloakDatabase;
import io.multiregion.replication.digest.Digests;
import io.multiregion.replication.digest.Inventory;
import io.multiregion.replication.journal.Journal;
import io.multiregion.replication.receive.RowQuestions;
import io.multiregion.replication.resource.Position;
import io.multiregion.replication.resource.ResourceKey;
import io.multiregion.replication.topology.RealmRows;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaRows;
import io.multiregion.replication.topology.ReplicaState;
import io.multiregion.replication.topology.ReplicaStatus;
import io.multiregion.replication.topology.Role;
import io.multiregion.replication.topology.StreamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two regions with Keycloak's tables and no server: what one cuts, the other applies, by the classes that do so in a server. They order
 * texts differently.
 */
final class TwoDatabases implements Line, AutoCloseable {

    static final String REALM = "acme";

    private final KeycloakDatabase euDatabase = new KeycloakDatabase();
    private final KeycloakDatabase usDatabase = new KeycloakDatabase("set collation ENGLISH strength IDENTICAL");
    private final TestRows eu = new TestRows(euDatabase);
    private final TestRows us = new TestRows(usDatabase);
    private final Clock clock = Clock.systemUTC();
    private final Journal journal = new Journal("eu");
    private final Cutter cutter;
    private final Sweep sweep;
    private final Verification verification;
    private final RowApplier applier = new RowApplier(us.catalogue(), Dialect.H2);
    private final List<byte[]> parts = new ArrayList<>();
    private int cuts;
    private long levelAt;

    /** @param page how many resources are in a chunk and in a page */
    TwoDatabases(int page) {
        cutter = new Cutter(euDatabase, Dialect.H2, eu.catalogue(), journal, clock, page);
        sweep = new Sweep(cutter, connection -> {}, page);
        verification = new Verification(
                cutter, new Digests(eu.catalogue()), new Inventory(eu.catalogue()), connection -> {}, page);
        euDatabase.transaction(connection -> {
            Position start = new Position(1, 0);
            RealmRows.assume(
                    connection,
                    new RealmState(
                            REALM,
                            REALM,
                            Role.PRIMARY,
                            1,
                            ReplicaStatus.ACTIVE,
                            "eu",
                            URI.create("http://eu"),
                            start,
                            start,
                            Instant.EPOCH,
                            null));
            ReplicaRows.add(connection, REALM, "us", URI.create("http://us"), ReplicaStatus.ACTIVE, StreamId.next());
            return null;
        });
    }

    TestRows eu() {
        return eu;
    }

    TestRows us() {
        return us;
    }

    RealmState realm() {
        return euDatabase
                .transaction(connection -> RealmRows.of(connection, REALM))
                .orElseThrow();
    }

    ReplicaState replica() {
        return euDatabase
                .transaction(connection -> ReplicaRows.of(connection, REALM, "us"))
                .orElseThrow();
    }

    /** Notes changes of the primary, as the transaction does that makes them. */
    void note(Collection<ResourceKey> changed) {
        euDatabase.transaction(connection -> {
            journal.append(connection, REALM, 1, changed, clock.millis());
            return null;
        });
    }

    /** Has the copy begin again. */
    void again() {
        save(replica().change().copyCursor(Batch.COPY_START));
    }

    /** Copies to the end. */
    void copy(Runnable betweenCuts) {
        while (!replica().copyCursor().equals(Batch.COPY_DONE)) {
            ReplicaState replica = replica();
            Optional<Cut> removal = sweep.next(this, realm(), replica, 0);
            deliver(realm(), replica, removal.orElseGet(() -> cut(replica)));
            betweenCuts.run();
        }
        ship();
    }

    /** Ships what has changed. */
    void ship() {
        Cut cut = cut(replica());
        if (!cut.isEmpty()) {
            deliver(realm(), replica(), cut);
        }
    }

    private Cut cut(ReplicaState replica) {
        return cutter.cut(
                realm(), replica.acknowledged(), replica.copyCursor(), 0, connection -> {}, parts(realm(), replica));
    }

    Verification.Report verify() {
        return verification.of(this, realm(), replica(), (kind, different) -> true);
    }

    Verification.Report repair() {
        euDatabase.transaction(connection -> {
            ReplicaRows.askRepair(connection, REALM, "us");
            return null;
        });
        levelAt = 0;
        ReplicaState asked = replica();
        Verification.Report report = new Repair(euDatabase, journal, verification, clock).of(this, realm(), asked);
        euDatabase.transaction(connection -> {
            ReplicaRows.answerVerify(connection, REALM, "us", asked.verifyAsked(), report.toString());
            return null;
        });
        return report;
    }

    /** As of when the copy was last called level in a comparison; 0 if it was not. */
    long levelAt() {
        return levelAt;
    }

    /** How many cuts were applied. */
    int cuts() {
        return cuts;
    }

    void assertEqual() {
        Map<String, List<String>> here = eu.all();
        Map<String, List<String>> there = us.all();
        assertEquals(text(here), text(there));
    }

    private static String text(Map<String, List<String>> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach((table, some) ->
                some.forEach(row -> text.append(table).append(' ').append(row).append('\n')));
        return text.toString();
    }

    @Override
    public Cut.Parts parts(RealmState realm, ReplicaState replica) {
        return (position, part, payload) -> parts.add(payload);
    }

    @Override
    public void deliver(RealmState realm, ReplicaState replica, Cut cut) {
        List<Batch> batches = new ArrayList<>();
        parts.add(cut.lastPart());
        for (byte[] part : parts) {
            try {
                batches.add(BatchReader.read(part));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        parts.clear();
        try {
            usDatabase.transaction(connection -> applier.apply(connection, REALM, batches));
        } catch (DatabaseFailure e) {
            throw new CopyDamaged("us", e.getMessage());
        }
        cuts++;
        save(replica.change()
                .acknowledged(cut.position())
                .copyCursor(cut.copyTo() == null ? replica.copyCursor() : cut.copyTo()));
    }

    private void save(ReplicaState.Change change) {
        euDatabase.transaction(connection -> {
            ReplicaRows.save(connection, change.state());
            return null;
        });
    }

    @Override
    public Answer ask(RealmState realm, ReplicaState replica, Position position, Question question) {
        return usDatabase.snapshot(connection -> new RowQuestions(us.catalogue()).answer(connection, REALM, question));
    }

    @Override
    public void beat(RealmState realm, ReplicaState replica, long levelAt) {
        this.levelAt = Math.max(this.levelAt, levelAt);
    }

    @Override
    public void close() {
        euDatabase.close();
        usDatabase.close();
    }
}
