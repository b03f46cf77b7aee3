package io.multiregion.engine.peer.pull;

import io.multiregion.engine.peer.carrier.Said;
import java.util.Optional;

/** Where a message waits until it is fetched and answered. */
interface Shelf {

    /** Whether its recipient has fetched it. */
    boolean isTaken(String id);

    /** What its recipient has said to it; empty as long as nothing was. */
    Optional<Said> said(String id);

    void remove(String id);
}
