package io.multiregion.engine.node;

/**
 * The other nodes of this region. What is told here reaches all of them some time soon, or not at all: each looks by itself once a second,
 * so a message that gets lost costs that second. Nothing here blocks or throws, whichever thread calls.
 */
public interface OtherNodes {

    /** A realm has new changes: the node that ships should do so. Many in a row make one message. */
    void committed(String realmId);

    /** A realm's role or standing has changed: all nodes should look again. */
    void realmChanged(String realmId);

    /** Another region is trusted, or no longer is: all nodes should look again. */
    void trustChanged();

    /** What failed for a realm and another region is to be tried again at once. */
    void tryAgain(String realmId, String region);

    /** A message was put where other nodes find it, or answered there. */
    default void parcels() {
        // whoever waits looks once a second
    }

    /** How many servers the region has, this one included; 0 if that is not known. */
    default int servers() {
        return 1;
    }

    /** What this node does when another one has told it something. */
    interface Listener {

        /** Called on the thread of the transport: must not block. */
        void heard(String realmId);

        /** Called on the thread of the transport: must not block. */
        void tryAgain(String realmId, String region);

        /** Called on the thread of the transport: must not block. */
        void parcels();

        /** Called after {@link #heard} on a thread that may ask the database. */
        void lookAtRealms();

        /** Called on a thread that may ask the database. */
        void lookAtTrust();
    }
}
