package io.multiregion.engine.succession;

import java.util.stream.Stream;

/**
 * How much of the hand-over is explored.
 *
 * @param regions how many there are; the first one leads at epoch 1
 * @param epochs the last one that is begun
 * @param items how many messages are under way, and works in a region's memory, at once
 * @param faults crashes, lapses of a lease, lost and repeated messages, lost answers
 * @param forces operators' failovers
 * @param switchovers that are begun
 * @param commits of writes and sessions
 */
record Bounds(int regions, int epochs, int items, int faults, int forces, int switchovers, int commits) {

    /** Reads them as {@code 2,4,4,1,2,2,1}. */
    static Bounds of(String text) {
        int[] n = Stream.of(text.split(",")).mapToInt(Integer::parseInt).toArray();
        return new Bounds(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
    }
}
