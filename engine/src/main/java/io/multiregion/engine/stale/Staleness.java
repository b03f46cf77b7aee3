package io.multiregion.engine.stale;

import java.time.Duration;

/**
 * How long ago a copy was last known to be level with its primary, by this node's clock that nobody sets.
 *
 * @param policy what its realm says of that
 * @param silent how long ago
 * @param heard whether it was so while this node ran; if not, it is not known how long ago, and this is how long the node knows of it
 */
public record Staleness(StalePolicy policy, Duration silent, boolean heard) {

    /** Whoever has just started may not have been told anything for long: it refuses after this, if nobody tells it anything. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Whether it is too long ago. */
    public boolean isStale() {
        return silent.compareTo(most()) > 0;
    }

    private Duration most() {
        return heard || !policy.refuses() || policy.most().compareTo(GRACE) < 0 ? policy.most() : GRACE;
    }

    /** Whether it serves no end users. */
    public boolean refuses() {
        return policy.refuses() && isStale();
    }

    /** For people. @param primary the region that it should hear */
    public String said(String primary) {
        return "this region's copy is stale: for " + silent.toSeconds() + " s, "
                + (heard ? "" : "since this node started, ") + "it has not heard from region " + primary
                + " that it is level; " + (policy.refuses() ? "its end users are refused" : "it serves all the same");
    }
}
