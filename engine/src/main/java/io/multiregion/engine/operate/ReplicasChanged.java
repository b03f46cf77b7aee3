package io.multiregion.engine.operate;

/** Is told that there is something new to do for replicas: what ships and what guards should look again. */
@FunctionalInterface
public interface ReplicasChanged {

    /** After the commit, on a thread without a transaction. May ask the database, and waits for no other region. */
    void changed();
}
