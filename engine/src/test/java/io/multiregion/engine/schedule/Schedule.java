package io.multiregion.engine.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to some regions, drawn from a seed: the same seed gives the same steps, and each step the same faults. */
record Schedule(long seed, int regions, List<Step> steps) {

    static Schedule of(long seed, int length) {
        // neighbouring seeds begin alike otherwise
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        int regions = random.nextInt(4) == 0 && !isCopying(seed) ? 3 : 2;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            steps.add(Step.draw(random, regions));
        }
        return new Schedule(seed, regions, List.copyOf(steps));
    }

    /**
     * Whether it begins with the first copy. Of three regions none does: one that has been told of its copy by a region that then no longer
     * leads, and of nothing else, follows no other one.
     */
    boolean isCopying() {
        return isCopying(seed);
    }

    private static boolean isCopying(long seed) {
        return seed % 4 == 0;
    }

    /** The same without some steps. */
    Schedule without(int from, int to) {
        List<Step> rest = new ArrayList<>(steps.subList(0, from));
        rest.addAll(steps.subList(to, steps.size()));
        return new Schedule(seed, regions, List.copyOf(rest));
    }
}
