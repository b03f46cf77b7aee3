package io.multiregion.engine.schedule;

import java.util.Random;

/**
 * One step of a schedule.
 *
 * @param region the number of the region that it happens to
 * @param other the number of another region
 * @param seed decides all that is not said here
 */
record Step(Kind kind, int region, int other, long seed) {

    /** What a step does, and how often it is drawn. */
    enum Kind {
        /** Some users change, in one transaction. */
        WRITE(30),
        /** So much changes in one transaction that a region is far behind. */
        HUGE(6),
        /** A transaction changes users and stays open. */
        BEGIN(4),
        /** The open transaction ends. */
        COMMIT(5),
        /** Streams of one region do a step. */
        ROUND(10),
        /** All that is due in all regions is done, a few times. */
        ROUNDS(16),
        /** A region does what it does each second. */
        TICK(6),
        /** Some seconds pass. */
        PASS(6),
        SWITCHOVER(9),
        /** A secondary is told to take the role. */
        FAILOVER(5),
        /** Messages are lost in one direction. */
        CUT(7),
        /** All messages arrive. */
        MEND(7),
        /** Something happens to some of the messages from now on. */
        NOISE(5),
        /** Messages that were held back, and old ones, arrive. */
        LATE(6),
        CRASH(3),
        /** A region crashes in the midst of what it does next. */
        CRASH_SOON(5),
        /** All that has crashed is there again. */
        START(7),
        /** A region stands still. */
        FREEZE(2),
        THAW(4),
        /** A region is away for longer than its lease, and another one may take over. */
        ABSENCE(4),
        /** A region's clock is set. */
        CLOCK(2);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        private static final int ALL =
                java.util.Arrays.stream(values()).mapToInt(kind -> kind.weight).sum();

        private static Kind draw(Random random) {
            int drawn = random.nextInt(ALL);
            for (Kind kind : values()) {
                drawn -= kind.weight;
                if (drawn < 0) {
                    return kind;
                }
            }
            throw new AssertionError();
        }
    }

    static Step draw(Random random, int regions) {
        int region = random.nextInt(regions);
        return new Step(
                Kind.draw(random), region, (region + 1 + random.nextInt(regions - 1)) % regions, random.nextLong());
    }
}
