package io.multiregion.engine.operate.due;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The drills that a realm wants again and again.
 *
 * @param every how often, as ISO-8601; absent if nobody has said so
 * @param next the next one to each active replica; empty on a secondary, as its primary makes them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrillPlan(String every, List<Next> next) {

    /**
     * The next drill to a region.
     *
     * @param to the region that would take over
     * @param at when it is due, as an ISO-8601 instant; it is made then as soon as the region is level
     * @param overdue whether it should have been made by now
     */
    public record Next(String to, String at, boolean overdue) {}
}
