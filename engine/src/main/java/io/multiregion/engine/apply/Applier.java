package io.multiregion.engine.apply;

import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.apply.rows.RowApplier;
import io.multiregion.engine.back.Pending;
import io.multiregion.engine.back.Returns;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.CopyStep;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.records.DeposedRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.trouble.UnappliedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Applies cuts to this region's copies: one cut, one transaction.
 *
 * <p>Promise B: rows, position and journal entries commit together. Promise C: a cut that does not build on the position that was
 * reached changes nothing.
 */
public final class Applier {

    private static final Logger LOG = Logger.getLogger(Applier.class);

    /** What the primary has taken from here comes back sooner than this, or was not new to it. */
    private static final Duration COME_BACK = Duration.ofMinutes(1);

    private final Copies copies;
    private final RowApplier rows;
    private final Dialect dialect;
    private final Refusal refusal;
    private final Journal journal;
    private final Observer observer;
    private final Clock clock;
    private final PassedNames names;
    private final CopyGrowth growth = new CopyGrowth();
    private final Trims trims;

    /** What a cut did, and the realm whose name it set aside. */
    private record Done(Applied applied, Optional<RealmState> aside) {}

    public Applier(Copies copies, RowApplier rows, Dialect dialect, Journal journal, Observer observer, Clock clock) {
        this.copies = copies;
        this.rows = rows;
        this.dialect = dialect;
        this.refusal = new Refusal(rows, dialect);
        this.journal = journal;
        this.observer = observer;
        this.clock = clock;
        this.names = new PassedNames(dialect, clock);
        this.trims = new Trims(clock);
    }

    /**
     * Applies a cut, or says why not. Blocks until the commit; called on a thread without a transaction.
     *
     * @param base the position that the cut builds on
     * @param position the position that it leads to
     * @param from the region that it comes from
     * @param parts all its parts, in order
     * @throws UnappliedException if something here stands against it: it says what, where, and what to do
     */
    public Answer apply(RealmState realm, Position base, Position position, String from, List<Batch> parts) {
        List<Done> done = new ArrayList<>(1);
        Answer answer = applied(realm, base, position, from, parts, done);
        for (Done each : done) {
            administer(realm, parts.get(0), each);
        }
        return answer;
    }

    private Answer applied(
            RealmState realm, Position base, Position position, String from, List<Batch> parts, List<Done> done) {
        try {
            return copies.held(transaction -> inTransaction(transaction, realm, base, position, from, parts, done));
        } catch (RuntimeException e) {
            throw explained(realm.realmId(), parts, e);
        }
    }

    /** What a database says of rows that it refuses names values: here is said which row it was, and why. */
    private RuntimeException explained(String realmId, List<Batch> parts, RuntimeException failure) {
        if (!refusal.is(failure)) {
            return failure;
        }
        try {
            return copies.transaction(
                    transaction -> refusal.explained(transaction.connection(), realmId, parts, failure));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private Answer inTransaction(
            Copies.Transaction transaction,
            RealmState realm,
            Position base,
            Position position,
            String from,
            List<Batch> parts,
            List<Done> done)
            throws SQLException {
        Connection connection = transaction.connection();
        Batch head = parts.get(0);
        StreamRows.Reached reached = StreamRows.lockReached(connection, realm.realmId())
                .orElseThrow(() -> new IllegalStateException("the replica was removed meanwhile"));
        Optional<Answer> refusal = refusal(connection, realm, base, position, head, reached);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<RealmState> aside = names.makeRoom(transaction, realm, parts);
        List<Change> changes =
                parts.stream().flatMap(part -> part.changes().stream()).toList();
        Pending pending = pending(connection, realm.realmId(), position, parts);
        Applied applied = rows.apply(connection, realm.realmId(), parts, pending);
        Revocations.of(transaction, applied.revoked(), clock.instant());
        ended(connection, realm.realmId(), changes, pending);
        journalled(connection, realm.realmId(), position, from, changes);
        if (trims.isDue(realm.realmId())) {
            journal.trim(connection, realm.realmId(), head.floor());
        }
        String cursor = head.copy().map(CopyStep::to).orElse(reached.copyCursor());
        StreamRows.applied(connection, realm.realmId(), position, cursor, head.sentAt(), clock.millis());
        if (head.copy().isPresent() && growth.add(realm.realmId(), head)) {
            dialect.analyze(connection, rows.tableNames());
        }
        done.add(new Done(applied, aside));
        transaction.evictAfterCommit(realm, applied);
        observer.applied(from, realm.realmName(), applied.rows());
        return Answer.ok(cursor);
    }

    private void journalled(Connection connection, String realmId, Position position, String from, List<Change> changes)
            throws SQLException {
        if (!changes.isEmpty()) {
            journal.appendApplied(connection, realmId, position, from, changes);
        }
        journal.forgetTakenBack(connection, realmId);
    }

    /** Promise C: why a cut changes nothing; empty if it builds on what is here. */
    private static Optional<Answer> refusal(
            Connection connection,
            RealmState realm,
            Position base,
            Position position,
            Batch head,
            StreamRows.Reached reached)
            throws SQLException {
        // the role may have moved since the message was let in; from here on it waits for this transaction
        if (!RealmRows.isFollowing(connection, realm)) {
            return Optional.of(Answer.stale("the primary role has moved meanwhile"));
        }
        if (!reached.stream().equals(realm.stream())) {
            return Optional.of(Answer.refused("another stream of this realm has begun meanwhile"));
        }
        if (DeposedRows.isDue(connection, realm.realmId())) {
            return Optional.of(Answer.of(
                    Answer.Outcome.NOT_FOLLOWING,
                    "what this region had beyond is to be taken over before anything is applied"));
        }
        if (isDuplicate(reached, position, head)) {
            return Optional.of(Answer.ok(reached.copyCursor()));
        }
        if (base.isAfter(reached.position())
                || reached.position().isAfter(position)
                || head.copy()
                        .filter(step -> !step.from().equals(reached.copyCursor()))
                        .isPresent()) {
            return Optional.of(Answer.gap("it builds on what was not applied here", reached.copyCursor()));
        }
        return Optional.empty();
    }

    private static boolean isDuplicate(StreamRows.Reached reached, Position position, Batch head) {
        return !position.isAfter(reached.position())
                && head.copy()
                        .filter(step -> !step.to().equals(reached.copyCursor()))
                        .isEmpty();
    }

    private Pending pending(Connection connection, String realmId, Position position, List<Batch> parts)
            throws SQLException {
        long before = clock.instant().minus(COME_BACK).toEpochMilli();
        Set<ResourceKey> pending =
                Returns.pending(connection, realmId, position.sequence(), before, rows.resources(parts));
        Set<ResourceKey> sessions = pending.stream()
                .filter(resource -> resource.kind() == Kind.SESSION)
                .collect(Collectors.toSet());
        return new Pending(pending, EndedSessions.of(connection, realmId, sessions));
    }

    /** What has ended of sessions is what the primary says, but for those of which it may not have heard yet. */
    private void ended(Connection connection, String realmId, List<Change> changes, Pending pending)
            throws SQLException {
        Map<Boolean, List<Change>> written = changes.stream()
                .collect(Collectors.partitioningBy(change -> pending.resources().contains(change.resource())));
        EndedSessions.replace(connection, realmId, written.get(false), clock.millis());
        EndedSessions.add(connection, realmId, written.get(true), clock.millis());
    }

    /**
     * After the commit: the cut is applied whatever comes of it, and the server tries again by itself. A realm that was set aside gives up
     * what is called after its name before another one takes it.
     */
    private void administer(RealmState realm, Batch head, Done done) {
        try {
            Applied applied = done.applied();
            done.aside().map(RealmState::realmId).ifPresent(copies::rename);
            if (head.copy().filter(CopyStep::isLast).isPresent()) {
                copies.establish(realm.realmId());
            } else if (applied.realmNames().size() > 1) {
                copies.rename(realm.realmId());
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "the operators of this region cannot administer realm %s yet: %s; it is tried again",
                    realm.realmName(), e.getMessage());
        }
    }

    /** Removes this region's copy of a realm with all that belongs to it. Interrupted, it goes on where it was. */
    public void removeCopy(String realmId) {
        new LargeRemoval(rows).of(realmId, copies);
    }
}
