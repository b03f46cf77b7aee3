package io.multiregion.replication.lockout;

import io.multiregion.engine.lockout.FailedSignIn;
import io.multiregion.engine.lockout.FailedSignInRows;
import io.multiregion.engine.lockout.FailedSignIns;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.start.MultiRegion;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.ReturningWork;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;

/**
 * The failed sign-ins of one user of a replicated realm, in one of Keycloak's transactions. A user is read once, with one query by an
 * index; what this region counts is written once, just before the commit, and goes through the same gate as all that is written.
 */
public final class AttackBudget {

    private static final String ATTRIBUTE = AttackBudget.class.getName();

    private final KeycloakSession session;
    private final MultiRegion region;
    private final String realmId;
    private final String userId;
    private FailedSignIns all;
    private boolean held;
    private boolean failing;

    private AttackBudget(KeycloakSession session, MultiRegion region, String realmId, String userId) {
        this.session = session;
        this.region = region;
        this.realmId = realmId;
        this.userId = userId;
        all = seen(connection -> FailedSignInRows.of(connection, realmId, userId));
    }

    /** Of a user of a replicated realm; empty for another realm, and while this extension is dormant. */
    public static Optional<AttackBudget> of(KeycloakSession session, RealmModel realm, String userId) {
        Optional<MultiRegion> region = MultiRegion.of(session);
        if (region.isEmpty() || region.get().topology().of(realm.getId()).isEmpty()) {
            return Optional.empty();
        }
        String attribute = ATTRIBUTE + '/' + realm.getId() + '/' + userId;
        AttackBudget known = session.getAttribute(attribute, AttackBudget.class);
        if (known == null) {
            known = new AttackBudget(session, region.get(), realm.getId(), userId);
            session.setAttribute(attribute, known);
        }
        return Optional.of(known);
    }

    private FailedSignIns seen(ReturningWork<List<FailedSignIn>> read) {
        return FailedSignIns.of(realmId, userId, region.settings().region(), SessionWork.in(database(session), read));
    }

    private static Session database(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
    }

    /** What is known of the user. To be asked again after each change. */
    FailedSignIns all() {
        return all;
    }

    String realmId() {
        return realmId;
    }

    String userId() {
        return userId;
    }

    /** Whether this region has never counted anything of the user itself. */
    boolean hasCountedNothing() {
        return !held && all.own().version() == 0;
    }

    /** Where nothing is counted here, goes on from what Keycloak counted before the realm was replicated. */
    void takeOver(UserLoginFailureModel before) {
        if (before != null && !held) {
            all.takeOver(
                    before.getNumFailures(),
                    before.getNumTemporaryLockouts(),
                    before.getFailedLoginNotBefore(),
                    before.getLastFailure(),
                    before.getLastIPFailure(),
                    before.getNumSecondaryAuthFailures());
        }
    }

    /** What this region counts may be changed from now on: others who want to wait until this transaction ends. */
    FailedSignIns held() {
        if (!held) {
            FailedSignIn before = all.own();
            all = seen(connection -> FailedSignInRows.held(
                    connection, realmId, userId, region.settings().region()));
            all.goOnFrom(before);
            held = true;
            session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    write();
                }

                @Override
                protected void rollbackImpl() {
                    // the database forgets what was changed
                }
            });
        }
        return all;
    }

    private void write() {
        Session database = database(session);
        SessionWork.in(database, connection -> {
            FailedSignInRows.write(connection, all.own());
            return null;
        });
        tell(region, database, all.own().id(), realmId);
    }

    private static void tell(MultiRegion region, Session database, String row, String realmId) {
        region.capture()
                .changed(
                        (SharedSessionContractImplementor) database,
                        FailedSignIn.TABLE,
                        new ResourceKey(Kind.FAILED_SIGN_IN, row),
                        realmId);
    }

    /** One more sign-in has failed: Keycloak may decide from now on that the user is locked out for good. */
    void failed() {
        held().oneMore();
        failing = true;
    }

    /** Whether the user is locked out for good, in whichever region that was decided. */
    public boolean isLocked() {
        return all.isLocked();
    }

    /**
     * Locks the user out for good, here at once and in the other regions after the lag, if a sign-in has failed in this transaction. Nobody
     * else may: whoever would disable a user asks the primary.
     *
     * @return whether the user is locked
     */
    public boolean lockAfterFailure() {
        if (failing) {
            held().lock(Time.currentTimeMillis());
        }
        return failing;
    }

    /** An operator clears all; on the primary, the user is unlocked as well. */
    void clear() {
        long now = Time.currentTimeMillis();
        held().clearBefore(now);
        if (region.topology().of(realmId).filter(state -> !state.isReadOnly()).isPresent()) {
            all.unlock(now);
        }
    }

    /** An operator clears all of all users of a replicated realm. */
    static void clearAll(KeycloakSession session, RealmModel realm) {
        SessionWork.in(database(session), connection -> FailedSignInRows.users(connection, realm.getId()))
                .forEach(user -> of(session, realm, user).ifPresent(AttackBudget::clear));
    }

    /** A user is removed. */
    static void forget(KeycloakSession session, RealmModel realm, String userId) {
        MultiRegion.of(session)
                .filter(region -> region.topology()
                        .of(realm.getId())
                        .filter(RealmState::isPrimary)
                        .isPresent())
                .ifPresent(region -> {
                    Session database = database(session);
                    SessionWork.in(database, connection -> FailedSignInRows.remove(connection, realm.getId(), userId))
                            .forEach(row -> tell(region, database, row, realm.getId()));
                });
    }
}
