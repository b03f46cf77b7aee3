package io.multiregion.engine.back;

import io.multiregion.engine.resource.ResourceKey;
import java.util.Map;
import java.util.Set;

/**
 * What this region has written itself and what arrives may not know yet: rows of these resources stay, and what has ended here does not
 * come again.
 *
 * @param resources what was written here
 * @param ended the parts that have ended here, by session
 */
public record Pending(Set<ResourceKey> resources, Map<String, Set<String>> ended) {

    /** Nothing: what arrives is all there is. */
    public static final Pending NONE = new Pending(Set.of(), Map.of());

    public Pending {
        resources = Set.copyOf(resources);
        ended = Map.copyOf(ended);
    }
}
