package io.multiregion.engine.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The replicated realms of this region.
 *
 * @param total how many there are that were asked for
 * @param states how many of those whose name was asked for are in each state, whichever state was asked for
 * @param realms some of them, by name
 */
public record RealmListRepresentation(long total, Map<String, Long> states, List<Realm> realms) {

    /**
     * A realm.
     *
     * @param role PRIMARY or SECONDARY
     * @param primary the region that holds the primary role
     * @param state the worst word of its regions' copies, as far as this region knows them
     * @param lagMillis the longest lag of its copies; on a secondary how long ago it was known to have all, absent if it was not yet
     * @param behindResources how many changed resources the furthest copy lacks; absent on a secondary
     * @param divergences how many open divergences lie here
     * @param regions the other regions that hold it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Realm(
            String realm,
            String role,
            String primary,
            String state,
            Long lagMillis,
            Long behindResources,
            long divergences,
            List<String> regions) {}
}
