package io.multiregion.engine.verify;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.util.Optional;

/** What was asked for of a replica, done step by step between what the stream ships. */
interface Errand {

    /**
     * Takes one step.
     *
     * @param refused whether the copy refuses what is due, since rows that it should not have are in the way
     * @return what was found, once there is nothing more to do
     */
    Optional<Report> step(Line line, RealmState realm, ReplicaState replica, boolean refused);

    /** Whether it waits for what is due to be shipped, whatever was refused before. */
    boolean isShipping();

    /** What it compares now. */
    Walk walk();
}
