package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.apply.Refusal;
import io.multiregion.engine.apply.rows.RowApplier;
import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.CutBounds;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.copy.LateCursor;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchReader;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.peer.transport.CopyDamagedException;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.receive.ask.RowQuestions;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.trouble.UnappliedException;
import io.multiregion.engine.verify.DueVerification;
import io.multiregion.engine.verify.Line;
import io.multiregion.engine.verify.Report;
import io.multiregion.engine.verify.Sweep;
import io.multiregion.engine.verify.Verification;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Two regions with Keycloak's tables and no server: what one cuts, the other applies, by the classes that do so in a server. They order
 * texts differently.
 */
public final class TwoDatabases implements Line, AutoCloseable {

    public static final String REALM = "acme";

    private final KeycloakDatabase euDatabase;
    private final KeycloakDatabase usDatabase;
    private final TestRows eu;
    private final TestRows us;
    private final Clock clock = Clock.systemUTC();
    private final Journal journal = new Journal("eu");
    private final Cutter cutter;
    private final Sweep sweep;
    private final DueVerification verifications;
    private final RowApplier applier;
    private final Refusal refusal;
    private volatile int cuts;
    private int largest;

    /**
     * @param page how many resources are in a chunk and in a page
     * @param product makes a database that orders texts so
     */
    public TwoDatabases(int page, Function<TextOrder, SchemaDatabase> product) {
        euDatabase = new KeycloakDatabase(product.apply(TextOrder.CODE_POINTS));
        usDatabase = new KeycloakDatabase(product.apply(TextOrder.ENGLISH));
        eu = new TestRows(euDatabase);
        us = new TestRows(usDatabase);
        applier = new RowApplier(us.catalogue(), usDatabase.dialect());
        refusal = new Refusal(applier, usDatabase.dialect());
        cutter = new Cutter(euDatabase, eu.catalogue(), journal, clock, bounds(page));
        sweep = new Sweep(cutter, connection -> {}, page);
        Verification verification = new Verification(
                euDatabase, new Digests(eu.catalogue()), new Inventory(eu.catalogue()), connection -> {}, page);
        verifications = new DueVerification(euDatabase, journal, verification, clock);
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

    private static CutBounds bounds(int page) {
        return new CutBounds(page, CutBounds.USUAL.changes(), CutBounds.USUAL.parts(), CutBounds.USUAL.partBytes());
    }

    public TestRows eu() {
        return eu;
    }

    public TestRows us() {
        return us;
    }

    Connections database() {
        return euDatabase;
    }

    Journal journal() {
        return journal;
    }

    Cutter cutter() {
        return cutter;
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
    public void note(Collection<ResourceKey> changed) {
        euDatabase.transaction(connection -> {
            journal.append(connection, REALM, 1, changed, clock.millis());
            EndedSessions.note(connection, REALM, gone(connection, changed), Map.of(), clock.millis());
            return null;
        });
    }

    /** Sessions that are gone: somebody has ended them. */
    private static Map<String, Set<String>> gone(Connection connection, Collection<ResourceKey> changed)
            throws SQLException {
        Map<String, Set<String>> gone = new HashMap<>();
        for (ResourceKey key : changed) {
            if (key.kind() == Kind.SESSION
                    && Sql.first(
                                    connection,
                                    "select 1 from OFFLINE_USER_SESSION where USER_SESSION_ID = ?",
                                    row -> 1,
                                    key.id())
                            .isEmpty()) {
                gone.put(key.id(), Set.of("0:*"));
            }
        }
        return gone;
    }

    /** Has the copy begin again. */
    public void again() {
        save(replica().change().copyCursor(Batch.COPY_START));
    }

    /** Has us catch up page by page. */
    public void late() {
        long since = replica().acknowledged().sequence();
        save(replica()
                .change()
                .copyCursor(LateCursor.begin(since, Batch.COPY_DONE).toString()));
    }

    /** Copies to the end. */
    public void copy(Runnable betweenCuts) {
        while (!replica().copyCursor().equals(Batch.COPY_DONE)) {
            ReplicaState replica = replica();
            Optional<Cut> removal = sweep.next(this, realm(), replica, 0);
            deliver(realm(), replica, removal.orElseGet(() -> cut(replica)));
            betweenCuts.run();
        }
        ship();
    }

    /** Ships what has changed, and returns how many rows that took. */
    public long ship() {
        Cut cut = cut(replica());
        if (!cut.isEmpty()) {
            deliver(realm(), replica(), cut);
        }
        return cut.rows();
    }

    private Cut cut(ReplicaState replica) {
        return cutter.cut(realm(), replica.acknowledged(), replica.copyCursor(), 0, kinds(), connection -> {});
    }

    Report verify() {
        return done("", () -> {});
    }

    Report repair() {
        return done(ReplicaState.REPAIR, () -> {});
    }

    /** Has a verification done, as a stream does: step by step, and between two of them what is due is shipped. */
    Report done(String sort, Runnable betweenSteps) {
        String id = ask(sort);
        boolean refused = false;
        while (true) {
            DueVerification.Next next = verifications.step(this, realm(), replica(), refused);
            if (next == DueVerification.Next.OVER) {
                return report(id);
            }
            refused = refused && next == DueVerification.Next.COMPARE;
            betweenSteps.run();
            try {
                if (!refused) {
                    ship();
                }
            } catch (CopyDamagedException e) {
                refused = true;
            }
        }
    }

    String ask(String sort) {
        return euDatabase.transaction(
                connection -> ReplicaRows.askVerify(connection, REALM, "us", ReplicaState.verifyId(sort)));
    }

    /** What a verification has found that has come to its end. */
    Report report(String id) {
        VerificationRows.Known known = euDatabase
                .transaction(connection -> VerificationRows.of(connection, REALM, "us"))
                .orElseThrow();
        assertEquals(id, known.answered());
        try {
            return Json.read(known.report().getBytes(StandardCharsets.UTF_8), Report.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes the largest question has, or the largest answer. */
    int largest() {
        return largest;
    }

    /** How many cuts were applied. */
    int cuts() {
        return cuts;
    }

    public void assertEqual() {
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
    public boolean deliver(RealmState realm, ReplicaState replica, Cut cut) {
        apply(cut.parts());
        save(replica.change()
                .acknowledged(cut.position())
                .copyCursor(cut.copyTo() == null ? replica.copyCursor() : cut.copyTo()));
        return true;
    }

    /** Has us apply all parts of a cut, and returns the last one. */
    Batch apply(List<byte[]> cut) {
        List<Batch> batches = new ArrayList<>();
        for (byte[] part : cut) {
            try {
                batches.add(BatchReader.read(part));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try {
            usDatabase.transaction(connection -> applier.apply(connection, REALM, batches));
        } catch (UnappliedException e) {
            throw said(e);
        } catch (DatabaseException e) {
            throw said(usDatabase.transaction(connection -> refusal.explained(connection, REALM, batches, e)));
        }
        cuts++;
        return batches.get(batches.size() - 1);
    }

    /** What eu makes of what us says. */
    private static RuntimeException said(RuntimeException failure) {
        if (!(failure instanceof UnappliedException unapplied)) {
            return failure;
        }
        return unapplied.isRepairable()
                ? new CopyDamagedException("us", unapplied.getMessage(), Optional.of(unapplied.trouble()))
                : new TransportException(unapplied.trouble());
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.allOf(Kind.class);
    }

    private void save(ReplicaState.Change change) {
        euDatabase.transaction(connection -> {
            ReplicaRows.save(connection, change.state());
            return null;
        });
    }

    @Override
    public <A extends Answer.Done> A ask(
            RealmState realm, ReplicaState replica, Position position, Question<A> question) {
        Answer answer = answer(question);
        largest = Math.max(largest, Math.max(Messages.bytes(question).length, Messages.bytes(answer).length));
        return question.answer().cast(answer);
    }

    /** What us says of its rows. */
    Answer answer(Question<?> question) {
        return usDatabase.snapshot(connection -> new RowQuestions(us.catalogue()).answer(connection, REALM, question));
    }

    @Override
    public void beat(RealmState realm, ReplicaState replica, long levelAt) {}

    @Override
    public void close() {
        euDatabase.close();
        usDatabase.close();
    }
}
