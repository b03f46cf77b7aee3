package io.multiregion.engine.receive.copy;

/** Removes this region's copy of a realm, with all that belongs to it. */
@FunctionalInterface
public interface Removal {

    /** Blocks until the commit; called on a thread without a transaction. Nothing happens if there is no copy. */
    void remove(String realmId);
}
