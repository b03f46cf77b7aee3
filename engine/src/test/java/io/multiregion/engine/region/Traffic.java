package io.multiregion.engine.region;

import java.util.Random;

/** Something that users do in all regions, and what must come of it. */
interface Traffic {

    /** One thing, in a region that runs, and what it was. What the region refuses has not happened. */
    String step(Random random, SimulatedRegion region);

    /** What must hold in a region at any time, whatever happens. @throws AssertionError if it does not */
    void look(SimulatedRegion region);

    /** What must hold in a region once all is healed. @throws AssertionError if it does not */
    void judge(SimulatedRegion region);
}
