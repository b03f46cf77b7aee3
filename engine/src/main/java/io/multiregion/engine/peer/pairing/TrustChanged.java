package io.multiregion.engine.peer.pairing;

/** Is told that a region was paired with, given other certificates or revoked: all nodes should look again. */
@FunctionalInterface
public interface TrustChanged {

    /** After the commit, on the thread that made the change. May ask the database; the change shows on this node once it has returned. */
    void changed(String region);
}
