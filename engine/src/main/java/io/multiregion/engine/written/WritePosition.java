package io.multiregion.engine.written;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Wait;
import io.multiregion.engine.journal.Arrears;
import io.multiregion.engine.journal.Written.Write;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.store.RealmRows;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds a position for what was committed: whoever has applied it has the write. Sequences are given after the commit, by cuts. Where a
 * realm's stream stands at S after the commit, the entries of the write have one already, unless an entry is open. Then the cut that gives
 * S+1 may have begun before the commit, and miss them; the one that gives S+2 begins after that, and does not.
 */
final class WritePosition {

    /** The stream has given a sequence by then, unless it waits for another region. */
    private static final Duration SOON = Duration.ofMillis(25);

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Connections connections;
    private final Cutter cutter;

    WritePosition(Connections connections, Cutter cutter) {
        this.connections = connections;
        this.cutter = cutter;
    }

    /** The position of what this thread has committed; empty if the role has moved since, or none was to be had in time. Blocks. */
    Optional<Position> of(Write write) {
        Optional<Arrears.Head> head = head(write);
        if (head.isEmpty() || !head.get().open()) {
            return head.map(Arrears.Head::position);
        }
        long certain = head.get().position().sequence() + 2;
        Optional<Position> given = Wait.result(
                SOON,
                () -> head(write)
                        .filter(now -> !now.open() || now.position().sequence() >= certain)
                        .map(Arrears.Head::position));
        return given.isPresent() ? given : giveOne(write);
    }

    private Optional<Arrears.Head> head(Write write) {
        return connections.transaction(connection -> Arrears.head(connection, write.realmId(), write.epoch()));
    }

    /** The stream is on its way to another region, or that can't be reached. */
    private Optional<Position> giveOne(Write write) {
        return connections
                .transaction(connection -> RealmRows.of(connection, write.realmId()))
                .filter(realm -> realm.isPrimary() && realm.epoch() == write.epoch())
                .flatMap(realm -> cutter.sequenced(realm, PATIENCE));
    }
}
