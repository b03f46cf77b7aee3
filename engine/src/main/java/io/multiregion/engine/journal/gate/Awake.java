package io.multiregion.engine.journal.gate;

/** Whether this node has seen its region alive in the last seconds: while one was frozen, another region may have taken over. */
@FunctionalInterface
public interface Awake {

    /** Asked in every writing transaction of a primary, on the writer's thread: must not block. */
    boolean isAwake();
}
