package io.multiregion.engine.secret.stored;

/** Whether this region may change a realm now. */
@FunctionalInterface
public interface Writable {

    /** As this node last saw it: must not block. */
    boolean isWritable(String realmId);
}
