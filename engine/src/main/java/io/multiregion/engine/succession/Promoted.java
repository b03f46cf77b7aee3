package io.multiregion.engine.succession;

import io.multiregion.engine.state.RealmState;

/** Is told that this region has become the primary of a realm. */
@FunctionalInterface
public interface Promoted {

    /** After the commit, once for each promotion, on the thread that made it: must not block for long, and undoes nothing by a throw. */
    void promoted(RealmState realm);
}
