package io.multiregion.engine.operate.due;

import io.multiregion.engine.chronicle.DrillRows;
import java.time.Duration;
import java.util.Optional;

/** When it was last tried whether a region could take over, and when it is to be tried again. Times are milliseconds since 1970. */
record Proof(String region, Optional<DrillRows.Last> last, Rhythm rhythm) {

    /** What did not pass is tried again sooner. */
    private static final Duration AFTER_A_FAILURE = Duration.ofDays(1);

    /** Nobody is called for what is made by itself in a moment. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    boolean isDue(long now) {
        return last.isEmpty() || isPast(pause(), now);
    }

    /** Whether it should have been made by now. */
    boolean isOverdue(long now) {
        return last.isEmpty() || isPast(latest(), now);
    }

    /** For how many seconds it should have been made; 0 if it need not have been, infinite if there never was one. */
    double overdueSeconds(long now) {
        return last.map(drill -> Math.max(0, Math.abs(now - drill.at()) - latest().toMillis()) / 1000.0)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private Duration latest() {
        return rhythm.between().plus(GRACE);
    }

    /** Whether the last one has shown that it could not. */
    boolean isBad() {
        return last.filter(drill -> !drill.passed()).isPresent();
    }

    /** When the next one is due; empty: now. */
    Optional<Long> nextAt() {
        return last.map(drill -> drill.at() + pause().toMillis());
    }

    private Duration pause() {
        return isBad() && AFTER_A_FAILURE.compareTo(rhythm.between()) < 0 ? AFTER_A_FAILURE : rhythm.between();
    }

    /** One that a clock gone wrong has put far into the future counts as long ago. */
    private boolean isPast(Duration pause, long now) {
        return Math.abs(now - last.orElseThrow().at()) > pause.toMillis();
    }
}
