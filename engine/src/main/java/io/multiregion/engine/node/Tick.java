package io.multiregion.engine.node;

/** What a node does once a second, and whenever it is told to look. */
@FunctionalInterface
public interface Tick {

    /**
     * Called on the node's one looking thread, one after the other. It may ask the database for a query or two, and never waits for another
     * region. What it throws ends the tick: what stands after it waits for the next one.
     *
     * @param leading whether this node is the one that ships
     */
    void tick(boolean leading);
}
