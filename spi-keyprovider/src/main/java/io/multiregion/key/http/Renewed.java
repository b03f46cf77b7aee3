package io.multiregion.key.http;

import io.multiregion.key.KeyUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Credentials that expire: kept until shortly before, then fetched anew by whoever comes first. While they can't be fetched, the old ones
 * serve for as long as they are good.
 */
public final class Renewed<T> {

    private static final Duration EARLY = Duration.ofMinutes(2);

    /** Credentials, and until when they are good. */
    public record Lease<T>(T value, Instant end) {

        /** They are secret. */
        @Override
        public String toString() {
            return "credentials until " + end;
        }
    }

    private final Supplier<Lease<T>> source;
    private final Clock clock;
    private Lease<T> lease;

    public Renewed(Supplier<Lease<T>> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    public synchronized T get() {
        Instant now = clock.instant();
        if (lease != null && now.isBefore(lease.end().minus(EARLY))) {
            return lease.value();
        }
        try {
            lease = source.get();
        } catch (KeyUnavailableException e) {
            if (lease == null || !now.isBefore(lease.end())) {
                throw e;
            }
        }
        return lease.value();
    }

    /** They were refused: the next ones are fetched anew. */
    public synchronized void forget() {
        lease = null;
    }
}
