package io.multiregion.engine.metrics;

import java.util.Collection;
import java.util.Map;

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
    default void receiveFailed(String reason) {}

    /** After a write to a replicated table that no hook accounted for. */
    default void unattributed(String table) {}

    /** After a write that too few regions have confirmed in time, in a realm whose writes wait for that. */
    default void unconfirmed(String realm) {}

    /** After a drill: whether the region could take over. */
    default void drilled(String region, String realm, boolean passed) {}

    /**
     * Once a second, on the node that ships: of a primary to each secondary, and of a secondary to the primary.
     *
     * @param lagMillis age of the oldest change that the other region has not confirmed; 0 when it has all
     * @param lagResources changed resources that it has not confirmed; to a secondary, 10,000 stands for that many or more
     */
    default void lag(String region, String realm, long lagMillis, long lagResources) {}

    /**
     * Once a second, on every node.
     *
     * @param secondsLeft until the certificates end, by region, this one included; below 0 if they have ended
     */
    default void certificates(Map<String, Long> secondsLeft) {}

    /** Once a second, on every node: all copies that serve end users. */
    default void silences(Collection<Silence> all) {}

    /**
     * For how long a copy was not known to be level.
     *
     * @param source its primary
     * @param realm the realm's name
     * @param stale whether that is too long
     */
    record Silence(String source, String realm, long seconds, boolean stale) {}
}
