package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.apply.RowApplier;
import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.database.DatabaseFailure;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Batch;
import io.multiregion.engine.message.BatchReader;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.peer.transport.CopyDamaged;
import io.multiregion.engine.receive.RowQuestions;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.StreamId;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.verify.Line;
import io.multiregion.engine.verify.Repair;
import io.multiregion.engine.verify.Sweep;
import io.multiregion.engine.verify.Verification;
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
                    RealmStates.of(
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
