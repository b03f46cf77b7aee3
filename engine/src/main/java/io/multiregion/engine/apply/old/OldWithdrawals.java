package io.multiregion.engine.apply.old;

import io.multiregion.engine.apply.Copies;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.journal.gate.Awake;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.withdrawn.WithdrawnConsents;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Forgets when consents were withdrawn, once a copy that has not heard of it by then has more to mend: the primary does, for all. */
public final class OldWithdrawals {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration BETWEEN = Duration.ofMinutes(10);
    private static final int AT_ONCE = 100;

    private final Copies copies;
    private final Topology topology;
    private final Journal journal;
    private final Awake awake;
    private final Clock clock;
    private long lookedAt;

    public OldWithdrawals(Copies copies, Topology topology, Journal journal, Awake awake, Clock clock) {
        this.copies = copies;
        this.topology = topology;
        this.journal = journal;
        this.awake = awake;
        this.clock = clock;
    }

    /** Looks if it has not done so for some minutes. Called on one thread, which has no transaction. */
    public void look() {
        long now = clock.millis();
        if (now >= lookedAt && now - lookedAt < BETWEEN.toMillis()) {
            return;
        }
        lookedAt = now;
        topology.all().stream().filter(RealmState::isPrimary).forEach(realm -> {
            while (forget(realm, now) >= AT_ONCE) {
                // the next ones, in a transaction of their own
            }
        });
    }

    private int forget(RealmState realm, long now) {
        return copies.held(transaction -> {
            Connection connection = transaction.connection();
            if (!awake.isAwake() || !RoleRows.admitsWrites(connection, realm.realmId(), realm.epoch())) {
                return 0;
            }
            Set<ResourceKey> users =
                    WithdrawnConsents.forgetOld(connection, realm.realmId(), now - KEPT.toMillis(), AT_ONCE);
            journal.append(connection, realm.realmId(), realm.epoch(), users, now);
            return users.size();
        });
    }
}
