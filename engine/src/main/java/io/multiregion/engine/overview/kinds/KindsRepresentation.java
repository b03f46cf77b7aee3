package io.multiregion.engine.overview.kinds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a realm has here, and what the last comparison with a copy found.
 *
 * @param region the region of the copy; absent if none was named
 * @param comparedAt when the last comparison with it ended; absent, as all that was found, if there was none
 * @param comparedPosition the position that both were compared at
 * @param differences how many resources differed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KindsRepresentation(
        String realm,
        String region,
        String comparedAt,
        String comparedPosition,
        Long differences,
        List<KindRepresentation> kinds) {

    /**
     * A kind of resources.
     *
     * @param resources how many of them are here now
     * @param comparedRows how many rows they had here when they were compared
     * @param equal whether they were the same in both regions then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KindRepresentation(String kind, long resources, Long comparedRows, Boolean equal) {}
}
