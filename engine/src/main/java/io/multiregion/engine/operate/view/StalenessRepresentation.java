package io.multiregion.engine.operate.view;

import io.multiregion.engine.stale.Staleness;

/**
 * How fresh a copy is.
 *
 * @param maxStaleness for how long it may not be known to be level, as ISO-8601
 * @param whenStale what it does then: {@code serve} or {@code refuse}
 * @param silentSeconds for how long it was not known to be level
 * @param stale whether that is too long
 */
public record StalenessRepresentation(String maxStaleness, String whenStale, long silentSeconds, boolean stale) {

    public static StalenessRepresentation of(Staleness found) {
        return new StalenessRepresentation(
                found.policy().most().toString(),
                found.policy().then(),
                found.silent().toSeconds(),
                found.isStale());
    }
}
