package io.multiregion.replication.hibernate;

/** Is told of a write to a replicated table that no hook has accounted for. */
@FunctionalInterface
public interface Unattributed {

    /**
     * On the writer's thread, when its session ends: must not block, and must not throw.
     *
     * @param table as its owner list names it
     * @param realmId of the realm that the request was about, or null
     */
    void written(String table, String realmId);
}
