package io.multiregion.engine.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.view.StalenessRepresentation;
import io.multiregion.engine.operate.view.TroubleRepresentation;
import java.util.List;

/**
 * All that a page shows of a realm at once. What is not known is absent.
 *
 * @param region the region that answers
 * @param role PRIMARY, SECONDARY or STANDALONE
 * @param at when this was so, by the clock of the region that answers, as an ISO-8601 instant
 * @param writable whether the region that answers takes writes
 * @param regions those that hold the realm, the one that answers first, then by name
 * @param takeOver what would be lost if another region took over now; absent if none could
 * @param divergences how many open divergences lie here
 * @param warnings what will go wrong if nobody does anything
 * @param lastDrill the last drill that was made here
 * @param staleness on a secondary that serves end users: how fresh it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OverviewRepresentation(
        String realm,
        String region,
        String role,
        String at,
        long epoch,
        String position,
        boolean writable,
        String notWritableBecause,
        Primary primary,
        List<Region> regions,
        TakeOver takeOver,
        long divergences,
        List<String> warnings,
        DrillDesk.Entry lastDrill,
        StalenessRepresentation staleness) {

    /** The region that holds the primary role. @param publicUrl where end users find it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Primary(String region, String url, String publicUrl) {}

    /**
     * A region that holds the realm.
     *
     * @param self whether it is the one that answers
     * @param state the one word for how it does: PRIMARY, LEVEL, CATCHING_UP, COPYING, WAITING, STUCK, PAUSED, NOT_CONSISTENT, UNKNOWN
     * @param stateSince since when it is so
     * @param heardMillisAgo the age of what was last heard of it
     * @param verification how far the verification is that is under way
     * @param lastVerify what the last one found
     * @param lastError why the stream to it, or here the one from the primary, does not go on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Region(
            String region,
            boolean self,
            String role,
            String url,
            String publicUrl,
            String state,
            String stateSince,
            @JsonUnwrapped Copy copy,
            @JsonUnwrapped Lag lag,
            @JsonUnwrapped Told told,
            Long heardMillisAgo,
            JsonNode verification,
            LastVerify lastVerify,
            TroubleRepresentation lastError) {}

    /**
     * A region's copy.
     *
     * @param status CREATING, INACTIVE, ACTIVE, DELETING or FORGOTTEN
     * @param wanted the status that it was last asked to have
     * @param appliedPosition what it has, as {@code epoch:sequence}
     * @param copiedResources how many resources the copy under way has shipped
     * @param copiedBytes how many bytes that were, sealed
     * @param totalResources how many there were when it began
     * @param resourcesPerSecond how many it gets a second while it is copied, or by how many it comes closer while it catches up
     * @param secondsLeft how long that takes at this rate
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Copy(
            String status,
            String wanted,
            Long epoch,
            String appliedPosition,
            Long copiedResources,
            Long copiedBytes,
            Long totalResources,
            Double resourcesPerSecond,
            Long secondsLeft) {}

    /**
     * How far a copy is behind.
     *
     * @param lagMillis on the primary: the age of the oldest change that it has not confirmed. On the secondary: how long ago it was known
     *     to have all
     * @param lagP99MillisOfHour what was not exceeded in 99 of 100 seconds of the last hour, to within a fifth
     * @param lagMillisOfMinutes the longest in each of the last sixty minutes, the oldest first; null where it was not measured
     * @param behindResources how many changed resources it has not confirmed; 10,000 stands for that many or more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lag(Long lagMillis, Long lagP99MillisOfHour, List<Long> lagMillisOfMinutes, Long behindResources) {}

    /**
     * What the region said of itself last.
     *
     * @param toldMillisAgo how long ago it said so; absent for the region that answers
     * @param clockSkewMillis how far its clock is ahead of that of the region that answers
     * @param nodes how many servers it has
     * @param keysUsable whether it could seal and open with its own keys
     * @param certificateEndsAt when the first of its certificates in use ends
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Told(
            Long toldMillisAgo,
            Long clockSkewMillis,
            String keycloakVersion,
            String extensionVersion,
            Integer nodes,
            Boolean keysUsable,
            String certificateEndsAt) {}

    /** What the last verification found. @param at when it ended */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LastVerify(String at, Long differences) {}

    /**
     * What would be lost if a region took over now.
     *
     * @param bestRegion the one that would lose least
     * @param lostResources how many changed resources it lacks; absent if that is not known here
     * @param lostPositions of the positions that its primary has announced, how many it lacks; absent on the primary
     * @param heldMillisAgo how long ago it was known to have all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TakeOver(String bestRegion, Long lostResources, Long lostPositions, Long heldMillisAgo) {}
}
