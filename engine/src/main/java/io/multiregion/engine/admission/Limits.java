package io.multiregion.engine.admission;

import java.time.Duration;

/**
 * How much is taken at once, on one node.
 *
 * @param messages at most so many are read or being worked on
 * @param bytes at most so many bytes of them, together
 * @param messagesOfOne of those, so many of one sender; one message of each sender is taken in any case
 * @param bytesOfOne the same
 * @param pause a body may take so long, and a second more for each {@code bytesPerSecond} of it
 * @param bytesPerSecond the slowest way between regions that is worth waiting for
 */
record Limits(int messages, long bytes, int messagesOfOne, long bytesOfOne, Duration pause, int bytesPerSecond) {

    private static final long MEBIBYTE = 1 << 20;

    /** A primary ships at most 16 streams at once; four of the longest messages of one sender fit, and seven of all. */
    static final Limits USUAL =
            new Limits(32, 64 * MEBIBYTE, 20, 36 * MEBIBYTE, Duration.ofSeconds(10), (int) (MEBIBYTE / 4));

    Duration time(int length) {
        return pause.plusSeconds(length / bytesPerSecond);
    }
}
