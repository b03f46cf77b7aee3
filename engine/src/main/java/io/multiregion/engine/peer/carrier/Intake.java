package io.multiregion.engine.peer.carrier;

/** Takes the messages that did not come through this region's endpoint, and answers as that would. */
@FunctionalInterface
public interface Intake {

    /** Blocks until the commit, on a thread without a transaction. Throws nothing: whatever there is to say is said. */
    Said take(String announcement, byte[] message);
}
