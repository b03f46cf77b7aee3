package io.multiregion.engine.journal.gate;

/** Is told that there is something to ship. */
@FunctionalInterface
public interface Committed {

    /** After the commit, on the writer's thread: must not block, and must not throw. Called twice, it does no harm. */
    void committed(String realmId);
}
