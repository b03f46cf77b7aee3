package io.multiregion.engine.succession;

/**
 * What is on its way between two regions, or in one region's memory, as one number: kind, two regions, and what the kind needs. A message
 * that is never delivered is one that was lost.
 */
final class Item {

    /** A primary tells another region to follow: epoch, sequence at which it began. */
    static final int FOLLOW = 1;
    /** Epoch before, sequence, number of the order. */
    static final int PROMOTE = 2;
    /** Epoch, number of the order; the asker's memory: pause. */
    static final int CANCEL = 3;
    /** From the target: claim that it knows; the asker's memory: pause. */
    static final int CANCELLED = 4;
    /** In memory: a switchover. Its step, pause; once it has handed over: epoch, sequence, number of the order. */
    static final int SWITCHOVER = 5;
    /** In memory: a round of asking. Epoch, those that did not object. */
    static final int ROUND = 6;

    private Item() {}

    static int of(int kind, int from, int to, long epoch, long sequence, int control, long pause, int extra) {
        return kind << 19
                | from << 17
                | to << 15
                | (int) epoch << 12
                | (int) sequence << 9
                | control << 6
                | (int) pause << 3
                | extra;
    }

    static int kind(int item) {
        return item >> 19;
    }

    static int from(int item) {
        return item >> 17 & 3;
    }

    static int to(int item) {
        return item >> 15 & 3;
    }

    static int epoch(int item) {
        return item >> 12 & 7;
    }

    static int sequence(int item) {
        return item >> 9 & 7;
    }

    static int control(int item) {
        return item >> 6 & 7;
    }

    static int pause(int item) {
        return item >> 3 & 7;
    }

    static int extra(int item) {
        return item & 7;
    }

    static boolean isMessage(int item) {
        return kind(item) <= CANCELLED;
    }
}
