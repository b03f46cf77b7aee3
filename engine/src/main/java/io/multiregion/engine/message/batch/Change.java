package io.multiregion.engine.message.batch;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.resource.SessionPart;
import java.util.List;

/**
 * A journal entry on its way.
 *
 * @param resource what changed
 * @param committedAt when, by the writer's clock, in milliseconds since 1970
 * @param ended of a session, the parts that somebody has ended: see {@link SessionPart}. What is not there and not named either has
 *     expired, which is each region's own
 */
public record Change(ResourceKey resource, long committedAt, List<String> ended) {

    /** @throws IllegalArgumentException if what has ended is no part of a session */
    public Change {
        ended = List.copyOf(ended);
        if (!ended.stream().allMatch(SessionPart::isOne) || !ended.isEmpty() && resource.kind() != Kind.SESSION) {
            throw new IllegalArgumentException("no parts of a session: " + resource + " " + ended);
        }
    }

    public Change(ResourceKey resource, long committedAt) {
        this(resource, committedAt, List.of());
    }

    /** The same, with what has ended. */
    public Change with(List<String> parts) {
        return new Change(resource, committedAt, parts);
    }
}
