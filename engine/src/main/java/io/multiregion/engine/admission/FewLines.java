package io.multiregion.engine.admission;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What others can make this region write into its log, and how often: within a minute each text once, and so many texts. The first
 * line of a later minute says how many were left out.
 */
public final class FewLines {

    static final int LINES = 20;
    static final Duration TIME = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final Set<String> said = new HashSet<>();
    private long began;
    private long leftOut;

    public FewLines() {
        this(System::nanoTime);
    }

    FewLines(LongSupplier nanos) {
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /** The line to write now; empty if none is. */
    public synchronized Optional<String> of(String text) {
        long now = nanos.getAsLong();
        long before = 0;
        if (now - began >= TIME.toNanos()) {
            before = leftOut;
            began = now;
            leftOut = 0;
            said.clear();
        }
        if (said.contains(text) || said.size() >= LINES) {
            leftOut++;
            return Optional.empty();
        }
        said.add(text);
        return Optional.of(before == 0 ? text : text + " (" + before + " more lines were left out before)");
    }
}
