package io.multiregion.engine.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * What a verification found.
 *
 * @param region the secondary
 * @param position the position that the replica had reached in the end, as {@code epoch:sequence}
 * @param at when it ended, as an ISO-8601 instant
 * @param differences how many resources differ; of a repair that makes the copy again, how many were found until then
 * @param kinds the digests, kind by kind
 * @param resources the resources that differ, the first thousand of them
 * @param repair what became of them; null where no repair was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
        String region,
        String position,
        String at,
        long differences,
        List<KindResult> kinds,
        List<Different> resources,
        Outcome repair) {

    /** What a repair did. */
    public enum Outcome {
        /** Nothing differed. */
        EQUAL,
        /** What differed was shipped, and then did not differ any more; sessions, which go on changing there, are shipped once. */
        SHIPPED,
        /**
         * Too much differs to be shipped as a change, or rows that should not be there stand against it: the copy is being made again, over
         * what is there. The replica is CREATING, and serves no end users, until that is done.
         */
        COPYING
    }

    /**
     * A kind's result.
     *
     * @param rows how many rows the primary has
     */
    record KindResult(String kind, long rows, boolean equal) {}

    Report at(Instant end) {
        return new Report(region, position, end.toString(), differences, kinds, resources, repair);
    }

    Report with(Outcome outcome) {
        return new Report(region, position, at, differences, kinds, resources, outcome);
    }
}
