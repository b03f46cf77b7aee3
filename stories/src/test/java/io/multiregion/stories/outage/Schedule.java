package io.multiregion.stories.outage;

import io.multiregion.lab.network.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to two regions, drawn from a seed: the same seed gives the same steps. */
record Schedule(long seed, List<Step> steps) {

    /** What one step does. */
    enum Kind {
        /** The network to a region fails in some way. */
        CUT,
        /** The network to a region is whole again. */
        MEND,
        /** A region's process stands still. */
        FREEZE,
        THAW,
        /** A region is killed and started again. */
        KILL,
        /** eu's database ends at once and starts again. */
        DATABASE,
        /** The primary is asked to give the role to the other region. */
        SWITCHOVER,
        /** A secondary is told to take the role. */
        FAILOVER,
        /** Nothing. */
        CALM
    }

    /**
     * @param eu whether it is eu that it happens to; switchover and failover pick the region by its role
     * @param state of the network, for CUT
     * @param millis how long until the next step
     */
    record Step(Kind kind, boolean eu, Link.State state, int millis) {

        @Override
        public String toString() {
            var where =
                    switch (kind) {
                        case CUT, MEND, FREEZE, THAW, KILL -> eu ? " eu" : " us";
                        case DATABASE -> " of eu";
                        case SWITCHOVER, FAILOVER, CALM -> "";
                    };
            return kind + where + (kind == Kind.CUT ? " " + state : "");
        }
    }

    private static final List<Link.State> CUTS =
            List.of(Link.State.DOWN, Link.State.BLACK_HOLE, Link.State.NO_ANSWERS, Link.State.HELD);

    /** Draws so many steps. Regions are killed, and the database is, in one schedule of five. */
    static Schedule of(long seed, int length) {
        // neighbouring seeds begin alike otherwise
        var random = new Random(seed * 0x9E3779B97F4A7C15L);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < length; i++) {
            steps.add(step(random, kind(random)));
        }
        if (seed % 5 == 0) {
            steps.set(random.nextInt(length), step(random, random.nextInt(4) == 0 ? Kind.DATABASE : Kind.KILL));
        }
        return new Schedule(seed, List.copyOf(steps));
    }

    private static Kind kind(Random random) {
        int drawn = random.nextInt(100);
        if (drawn < 22) {
            return Kind.CUT;
        } else if (drawn < 38) {
            return Kind.MEND;
        } else if (drawn < 46) {
            return Kind.FREEZE;
        } else if (drawn < 56) {
            return Kind.THAW;
        } else if (drawn < 78) {
            return Kind.SWITCHOVER;
        } else if (drawn < 92) {
            return Kind.FAILOVER;
        }
        return Kind.CALM;
    }

    private static Step step(Random random, Kind kind) {
        return new Step(kind, random.nextBoolean(), CUTS.get(random.nextInt(CUTS.size())), 50 + random.nextInt(450));
    }
}
