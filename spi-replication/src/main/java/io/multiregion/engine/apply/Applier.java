package io.multiregion.engine.apply;

import io.multiregion.engine.apply.rows.RowsInTheWay;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.CopyStep;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.StreamId;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.replication.cache.CacheEviction;
import io.multiregion.replication.cache.KeycloaksRevocations;
import io.multiregion.replication.cache.LocalAdministration;
import io.multiregion.replication.hibernate.Capture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Applies cuts to this region's copies: one cut, one transaction.
 *
 * <p>Promise B: rows, position and journal entries commit together. Promise C: a cut that does not build on the position that was
 * reached changes nothing.
 */
public final class Applier {

    /** Where a copy stands: the position and the copy cursor after the last cut of its stream. */
    private record Reached(Position position, String copyCursor, String stream) {}

    private final KeycloakSessionFactory sessions;
    private final RowApplier rows;
    private final Dialect dialect;
    private final Journal journal;
    private final Capture capture;
    private final Observer observer;
    private final Clock clock;
    private final CopyGrowth growth = new CopyGrowth();

    public Applier(
            KeycloakSessionFactory sessions,
            RowApplier rows,
            Dialect dialect,
            Journal journal,
            Capture capture,
            Observer observer) {
        this.sessions = sessions;
        this.rows = rows;
        this.dialect = dialect;
        this.journal = journal;
        this.capture = capture;
        this.observer = observer;
        this.clock = Clock.systemUTC();
    }

    /**
     * Applies a cut, or says why not. Blocks until the commit; called on a thread without a transaction.
     *
     * @param base the position that the cut builds on
     * @param position the position that it leads to
     * @param from the region that it comes from
     * @param parts all its parts, in order
     * @throws RowsInTheWay if this copy is not what the primary takes it for
     */
    public Answer apply(RealmState realm, Position base, Position position, String from, List<Batch> parts) {
        return capture.suspended(() -> {
            List<Applied> done = new ArrayList<>(1);
            Answer answer = applied(realm, base, position, from, parts, done);
            for (Applied applied : done) {
                administer(realm, parts.get(0), applied);
            }
            return answer;
        });
    }

    private Answer applied(
            RealmState realm, Position base, Position position, String from, List<Batch> parts, List<Applied> done) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    sessions, session -> inTransaction(session, realm, base, position, from, parts, done));
        } catch (RuntimeException e) {
            throw RowsInTheWay.or(e);
        }
    }

    private Answer inTransaction(
            KeycloakSession session,
            RealmState realm,
            Position base,
            Position position,
            String from,
            List<Batch> parts,
            List<Applied> done) {
        Session hibernate = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
        return hibernate.doReturningWork(connection -> {
            Batch head = parts.get(0);
            Reached reached = lockReached(connection, realm.realmId());
            if (!isStillFollowing(connection, realm)) {
                return Answer.stale("the primary role has moved meanwhile");
            }
            if (!reached.stream().equals(realm.stream())) {
                return Answer.of(Answer.Outcome.REFUSED, "another stream of this realm has begun meanwhile");
            }
            if (isDuplicate(reached, position, head)) {
                return Answer.ok(reached.copyCursor());
            }
            if (base.isAfter(reached.position())
                    || reached.position().isAfter(position)
                    || head.copy()
                            .filter(step -> !step.from().equals(reached.copyCursor()))
                            .isPresent()) {
                return Answer.gap("it builds on what was not applied here", reached.copyCursor());
            }
            Applied applied = rows.apply(connection, realm.realmId(), parts);
            revoke(session, applied.revoked());
            List<Change> changes =
                    parts.stream().flatMap(part -> part.changes().stream()).toList();
            if (!changes.isEmpty()) {
                journal.appendApplied(connection, realm.realmId(), position, from, changes);
            }
            journal.trim(connection, realm.realmId(), head.floor());
            String cursor = head.copy().map(CopyStep::to).orElse(reached.copyCursor());
            save(connection, realm.realmId(), position, cursor, head.sentAt(), clock.millis());
            if (head.copy().isPresent() && growth.add(realm.realmId(), head)) {
                dialect.analyze(connection, rows.tableNames());
            }
            done.add(applied);
            evictAfterCommit(session, realm, applied);
            observer.applied(from, realm.realmName(), applied.rows());
            return Answer.ok(cursor);
        });
    }

    private static boolean isDuplicate(Reached reached, Position position, Batch head) {
        return !position.isAfter(reached.position())
                && head.copy()
                        .filter(step -> !step.to().equals(reached.copyCursor()))
                        .isEmpty();
    }

    private static Reached lockReached(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select EPOCH, SEQUENCE, COPY_CURSOR, STREAM from MR_STREAM where REALM_ID = ? for update",
                        row -> new Reached(
                                new Position(row.getLong(1), row.getLong(2)),
                                Objects.requireNonNullElse(row.getString(3), Batch.COPY_START),
                                Objects.requireNonNullElse(row.getString(4), StreamId.NONE)),
                        realmId)
                .orElseThrow(() -> new IllegalStateException("the replica was removed meanwhile"));
    }

    /** The role may have moved since the message was let in; from here on it waits for this transaction. */
    private static boolean isStillFollowing(Connection connection, RealmState realm) throws SQLException {
        return Sql.first(
                        connection,
                        "select 1 from MR_REALM where REALM_ID = ? and ROLE = 'SECONDARY' and EPOCH = ? and PRIMARY_REGION = ?",
                        row -> 1,
                        realm.realmId(),
                        realm.epoch(),
                        realm.primaryRegion())
                .isPresent();
    }

    private static void save(
            Connection connection, String realmId, Position position, String cursor, long sentAt, long now)
            throws SQLException {
        long levelAt = Batch.COPY_DONE.equals(cursor) ? sentAt : 0;
        Sql.update(
                connection,
                "update MR_STREAM set EPOCH = ?, SEQUENCE = ?, HEARD_EPOCH = ?, HEARD_SEQUENCE = ?, COPY_CURSOR = ?,"
                        + " LEVEL_AT = case when COMPARE = 0 then ? else LEVEL_AT end, HEARD_AT = ?,"
                        + " SAID_AT = greatest(SAID_AT, ?), LAST_ERROR = null where REALM_ID = ?",
                position.epoch(),
                position.sequence(),
                position.epoch(),
                position.sequence(),
                cursor,
                levelAt,
                now,
                sentAt,
                realmId);
    }

    /** The rows of revoked tokens are read at start only: a revocation takes effect through its provider. */
    private void revoke(KeycloakSession session, Map<String, Long> revoked) {
        long now = clock.instant().getEpochSecond();
        revoked.forEach((id, expire) -> {
            if (expire > now) {
                KeycloaksRevocations.of(session).put(id, expire - now);
            }
        });
    }

    private void evictAfterCommit(KeycloakSession session, RealmState realm, Applied applied) {
        CacheEviction eviction = new CacheEviction(session, realm.realmId(), realm.realmName());
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                eviction.evict(applied);
            }

            @Override
            protected void rollbackImpl() {
                // nothing changed, so nothing is stale
            }
        });
    }

    private void administer(RealmState realm, Batch head, Applied applied) {
        if (head.copy().filter(CopyStep::isLast).isPresent()) {
            KeycloakModelUtils.runJobInTransaction(
                    sessions, session -> LocalAdministration.establish(session, realm.realmId()));
        } else if (applied.realmNames().size() > 1) {
            KeycloakModelUtils.runJobInTransaction(
                    sessions, session -> LocalAdministration.rename(session, realm.realmId()));
        }
    }

    /**
     * Writes resources as another region had them into this primary, as changes of its own.
     *
     * @return false if this region may not write the realm; nothing was written then
     */
    public boolean reapply(String realmId, List<Batch> resources) {
        return capture.suspended(() -> KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> {
            Session hibernate = session.getProvider(JpaConnectionProvider.class)
                    .getEntityManager()
                    .unwrap(Session.class);
            return hibernate.doReturningWork(connection -> {
                RealmState realm = RoleRows.lock(connection, realmId).orElseThrow();
                if (!realm.isPrimary() || realm.isReadOnly()) {
                    return false;
                }
                Applied applied = rows.apply(connection, realmId, resources);
                revoke(session, applied.revoked());
                journal.append(connection, realmId, realm.epoch(), applied.touched(), clock.millis());
                evictAfterCommit(session, realm, applied);
                return true;
            });
        }));
    }

    /** Removes this region's copy of a realm with all that belongs to it. */
    public void removeCopy(String realmId) {
        capture.suspended(() -> {
            KeycloakModelUtils.runJobInTransaction(
                    sessions, session -> LocalAdministration.removeRealm(session, realmId));
            return null;
        });
    }
}
