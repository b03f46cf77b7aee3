package io.multiregion.engine.apply.old;

import io.multiregion.engine.apply.Copies;
import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.ended.EndedSessions.Ended;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.resource.SessionPart;
import io.multiregion.engine.state.store.Topology;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Forgets ends of sessions that are old: no region lacks them, and no reader who found the row before it was removed is still at it. What
 * such readers may have put back into the server's caches is taken out once more.
 */
public final class OldEnds {

    /** Longer than any transaction of the server takes. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final Duration BETWEEN = Duration.ofMinutes(5);
    private static final int AT_ONCE = 1000;

    private final Copies copies;
    private final Topology topology;
    private final Clock clock;
    private long lookedAt;

    public OldEnds(Copies copies, Topology topology, Clock clock) {
        this.copies = copies;
        this.topology = topology;
        this.clock = clock;
    }

    /** Looks if it has not done so for some minutes. Called on one thread, which has no transaction. */
    public void look() {
        long now = clock.millis();
        if (now >= lookedAt && now - lookedAt < BETWEEN.toMillis()) {
            return;
        }
        lookedAt = now;
        while (forget(now) == AT_ONCE) {
            // the next ones, in a transaction of their own
        }
    }

    private int forget(long now) {
        return copies.transaction(transaction -> {
            Collection<Ended> old = EndedSessions.forgetOld(transaction.connection(), now - KEPT.toMillis(), AT_ONCE);
            Map<String, List<Ended>> byRealm = old.stream().collect(Collectors.groupingBy(Ended::realmId));
            byRealm.forEach((realmId, ended) ->
                    topology.of(realmId).ifPresent(realm -> transaction.evictAfterCommit(realm, sessions(ended))));
            return old.size();
        });
    }

    private static Applied sessions(List<Ended> ended) {
        Set<ResourceKey> touched = ended.stream()
                .map(one -> new ResourceKey(Kind.SESSION, one.session()))
                .collect(Collectors.toSet());
        Set<Applied.ClientSession> clients = ended.stream()
                .filter(one -> SessionPart.client(one.part()) != null)
                .map(one -> new Applied.ClientSession(one.session(), SessionPart.client(one.part())))
                .collect(Collectors.toSet());
        return new Applied(touched, Map.of(), clients, Set.of(), Set.of(), Set.of(), 0);
    }
}
