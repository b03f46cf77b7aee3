package io.multiregion.engine.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.engine.chronicle.TimelineRows.Happening;
import java.time.Instant;

/**
 * One thing that has happened.
 *
 * @param at when it was noted
 * @param region the region that it is about
 * @param what a state that it came to (as in the overview), or VERIFIED, DRILL; PRIMARY when it took the role
 * @param text more, for people; may be empty
 * @param millis how long that took, or the state before it had lasted; absent if that is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HappeningRepresentation(String at, String region, String what, String text, Long millis) {

    static HappeningRepresentation of(Happening happening) {
        return new HappeningRepresentation(
                Instant.ofEpochMilli(happening.at()).toString(),
                happening.region(),
                happening.what(),
                happening.text(),
                happening.millis());
    }
}
