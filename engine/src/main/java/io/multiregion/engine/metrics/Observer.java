package io.multiregion.engine.metrics;

import java.util.Collection;

/**
 * Is told what replication does. Calls are cheap and never throw; implementations are safe for use by several threads. The
 * defaults do nothing.
 */
public interface Observer {

    /**
     * After a secondary confirmed a cut: its rows are committed there.
     *
     * @param region the secondary
     * @param realm the realm's name
     * @param rows rows in the cut
     * @param bytes sealed bytes sent
     * @param lagMillis from the commit of the cut's oldest change to the confirmation; negative if it had no changes
     */
    default void shipped(String region, String realm, long rows, long bytes, long lagMillis) {}

    /** After a message to a secondary was not confirmed; it will be tried again. */
    default void shipFailed(String region, String realm) {}

    /** Before the commit of a cut in this region. */
    default void applied(String fromRegion, String realm, long rows) {}

    /** After a message was not accepted in this region. */
    default void receiveFailed(NotTaken reason) {}

    /** After a write to a replicated table that no hook accounted for. */
    default void unattributed(String table) {}

    /** After a write that too few regions have confirmed in time, in a realm whose writes wait for that. */
    default void unconfirmed(String realm) {}

    /** After a drill: whether the region could take over. */
    default void drilled(String region, String realm, boolean passed) {}

    /** All readings of a figure that this node has now: what it has shown before and is not among them goes away. */
    default void shows(Figure figure, Collection<Reading> all) {}
}
