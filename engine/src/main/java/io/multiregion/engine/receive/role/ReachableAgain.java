package io.multiregion.engine.receive.role;

/** Is told that a region that was away may be there again: what has failed for it is tried at once. */
@FunctionalInterface
public interface ReachableAgain {

    /** Before the answer, on the thread that received: must not block. */
    void heard(String realmId, String region);
}
